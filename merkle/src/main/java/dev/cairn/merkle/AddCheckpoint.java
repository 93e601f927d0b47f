package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a log sends to a witness: its checkpoint, and the proof that it extends the one that the
 * witness has cosigned last. The body of {@code add-checkpoint} of c2sp.org/tlog-witness version 1.
 *
 * @param oldSize the size that the witness has cosigned last; 0 if it never has
 * @param hashes the consistency proof from there, at most {@link #MOST_HASHES}; none from size 0
 * @param checkpoint with the signature of the log
 */
public record AddCheckpoint(long oldSize, List<Hash> hashes, SignedNote checkpoint) {

  /** The most hashes that the protocol takes. */
  public static final int MOST_HASHES = 63;

  /** The most bytes of a request: 16 signatures of ML-DSA-44 and more fit. */
  public static final int MOST_BYTES = 128 << 10;

  private static final String OLD = "old ";

  /**
   * Checks the form of all of it.
   *
   * @throws MalformedException if it is not as above, or the note is no checkpoint
   */
  public AddCheckpoint {
    if (oldSize < 0 || hashes.size() > MOST_HASHES) {
      throw new MalformedException(
          "a request has an old size from 0 and at most %d hashes, not %d and %d"
              .formatted(MOST_HASHES, oldSize, hashes.size()));
    }
    hashes = List.copyOf(hashes);
    Checkpoint.parse(checkpoint.text());
  }

  /**
   * Reads a body.
   *
   * @throws MalformedException if it is not written as the specification says, or is longer than
   *     {@link #MOST_BYTES}
   */
  public static AddCheckpoint parse(byte[] bytes) {
    HashedNote parts = HashedNote.split("a request", bytes, MOST_BYTES);
    String first = parts.lines().getFirst();
    if (!first.startsWith(OLD)) {
      throw new MalformedException(
          "a request begins with a line 'old n', not '%s'".formatted(Text.shown(first)));
    }
    long oldSize = Text.number("the old size", first.substring(OLD.length()));
    return new AddCheckpoint(oldSize, parts.hashesFrom(1, MOST_HASHES), parts.note());
  }

  /** The origin that the checkpoint says, which nobody has verified. */
  public String origin() {
    return Checkpoint.parse(checkpoint.text()).origin();
  }

  /**
   * What a witness decides. A function of its arguments alone: it neither stores nor signs.
   *
   * @param log the log with the {@link #origin} of this request, as the witness knows it
   * @param held the head that the witness has cosigned last, {@link TreeHead#EMPTY} if it never has
   */
  public WitnessDecision decide(LogIdentity log, TreeHead held) {
    OpenedCheckpoint opened;
    try {
      opened = log.open(checkpoint, List.of());
    } catch (UnprovenException e) {
      return new WitnessDecision.BadSignature(String.valueOf(e.getMessage()));
    }
    TreeHead head = opened.checkpoint().head();
    if (oldSize > head.size()) {
      return new WitnessDecision.Malformed(
          "the old size %d is larger than that of the checkpoint, %d"
              .formatted(oldSize, head.size()));
    }
    if (oldSize != held.size()) {
      return new WitnessDecision.Stale(held.size());
    }
    try {
      new ConsistencyProof(oldSize, head.size(), hashes).verify(held, head);
    } catch (UnprovenException e) {
      return new WitnessDecision.BadProof(String.valueOf(e.getMessage()));
    }
    return new WitnessDecision.Cosign(opened.checkpoint());
  }

  /** The body. */
  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  /** The body as text. */
  @Override
  public String toString() {
    String hashLines = hashes.stream().map(h -> h.toBase64() + "\n").collect(Collectors.joining());
    return OLD + oldSize + "\n" + hashLines + "\n" + checkpoint;
  }
}
