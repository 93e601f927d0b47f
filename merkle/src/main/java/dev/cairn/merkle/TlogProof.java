package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that is needed to show offline that a leaf is in a log: the file of c2sp.org/tlog-proof
 * version 1, whose name ends in {@code .tlog-proof}. Nothing of it is to be believed before {@link
 * #verify}.
 *
 * @param extra more data in Base64, which nobody has signed; empty if there is none
 * @param index the index of the leaf, from 0
 * @param hashes the inclusion proof, from the sibling of the leaf upward, at most {@link
 *     InclusionProof#MOST_HASHES}
 * @param checkpoint with the signatures of the log and of witnesses
 */
public record TlogProof(String extra, long index, List<Hash> hashes, SignedNote checkpoint) {

  /** The most bytes of such a file. */
  public static final int MOST_BYTES = 2 << 20;

  private static final String HEAD = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  /**
   * Checks the form of all of it.
   *
   * @throws MalformedException if it is not as above, or the note is no checkpoint
   */
  public TlogProof {
    Text.base64("extra data", extra);
    if (index < 0 || hashes.size() > InclusionProof.MOST_HASHES) {
      throw new MalformedException(
          "a proof has an index from 0 and at most %d hashes, not %d and %d"
              .formatted(InclusionProof.MOST_HASHES, index, hashes.size()));
    }
    hashes = List.copyOf(hashes);
    Checkpoint.parse(checkpoint.text());
  }

  /** A proof without extra data. */
  public TlogProof(InclusionProof inclusion, SignedNote checkpoint) {
    this("", inclusion.index(), inclusion.hashes(), checkpoint);
  }

  /**
   * Reads a file.
   *
   * @throws MalformedException if it is not written as the specification says, or is longer than
   *     {@link #MOST_BYTES}
   */
  public static TlogProof parse(byte[] bytes) {
    HashedNote parts = HashedNote.split("a proof", bytes, MOST_BYTES);
    List<String> lines = parts.lines();
    boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
    String extra = hasExtra ? lines.get(1).substring(EXTRA.length()) : "";
    if (hasExtra && extra.isEmpty()) {
      throw new MalformedException("a proof without extra data has no line for it");
    }
    int at = hasExtra ? 2 : 1;
    if (!lines.getFirst().equals(HEAD) || lines.size() <= at || !lines.get(at).startsWith(INDEX)) {
      throw new MalformedException(
          "a proof begins with the line '%s' and a line 'index n'".formatted(HEAD));
    }
    long index = Text.number("the index", lines.get(at).substring(INDEX.length()));
    List<Hash> hashes = parts.hashesFrom(at + 1, InclusionProof.MOST_HASHES);
    return new TlogProof(extra, index, hashes, parts.note());
  }

  /**
   * Proves that a log which the policy knows holds the leaf, at a size that enough witnesses have
   * cosigned.
   *
   * @param leaf the hash of the leaf, {@link TreeHasher#leaf}
   * @return the checkpoint and who has cosigned it
   * @throws UnprovenException if not; it says why
   */
  public PolicyVerdict verify(Hash leaf, TrustPolicy policy) {
    PolicyVerdict verdict = policy.judge(checkpoint);
    TreeHead head = verdict.required().head();
    new InclusionProof(index, head.size(), hashes).verify(leaf, head);
    return verdict;
  }

  /** The file. */
  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  /** The file as text. */
  @Override
  public String toString() {
    String extraLine = extra.isEmpty() ? "" : EXTRA + extra + "\n";
    String hashLines = hashes.stream().map(h -> h.toBase64() + "\n").collect(Collectors.joining());
    return HEAD + "\n" + extraLine + INDEX + index + "\n" + hashLines + "\n" + checkpoint;
  }
}
