package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text and the lines of those who signed it, as c2sp.org/signed-note version 1 has it. Nothing of
 * it is to be believed before {@link #open}.
 *
 * @param text ends in a newline; signatures are over all of it
 * @param signatures at most {@link #MOST_SIGNATURES}; none in a note that is still to be signed
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** The most signature lines of a note; the specification asks for 16. */
  public static final int MOST_SIGNATURES = 100;

  /** The most bytes of a note: an ML-DSA-44 line has about 3,300, a hundred of them fit. */
  public static final int MOST_BYTES = 1 << 20;

  /**
   * Checks the text and the number of signatures.
   *
   * @throws MalformedException if the text does not end in a newline, holds another control
   *     character or half a surrogate pair, there are too many signatures, or it is too long
   */
  public SignedNote {
    Text.checked("note", text);
    if (!text.endsWith("\n")) {
      throw new MalformedException("the text of a note ends in a newline");
    }
    if (signatures.size() > MOST_SIGNATURES) {
      throw new MalformedException(
          "a note has at most %d signatures, not %d".formatted(MOST_SIGNATURES, signatures.size()));
    }
    signatures = List.copyOf(signatures);
    long length = text.getBytes(UTF_8).length;
    for (NoteSignature signature : signatures) {
      length += signature.toString().getBytes(UTF_8).length + 1;
    }
    if (length >= MOST_BYTES) {
      throw new MalformedException(
          "a note has at most %d bytes, not %d".formatted(MOST_BYTES, length + 1));
    }
  }

  /** A text that nobody has signed yet. */
  public static SignedNote unsigned(String text) {
    return new SignedNote(text, List.of());
  }

  /**
   * Reads a note.
   *
   * @throws MalformedException if it is not written as the specification says, has no signature, or
   *     is longer than {@link #MOST_BYTES}
   */
  public static SignedNote parse(byte[] bytes) {
    String note = Text.decoded("a note", bytes, MOST_BYTES);
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || end + 2 == note.length()) {
      throw new MalformedException(
          "a note has an empty line and signatures behind its text; here are none");
    }
    if (!note.endsWith("\n")) {
      throw new MalformedException("the last line of a note ends in a newline");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /**
   * Verifies the signatures of the known keys and ignores those of others, also where only name or
   * only id is that of a known key.
   *
   * @return the good ones, in the order of their lines, of which there is at least one; a key that
   *     signed twice is there twice
   * @throws UnprovenException if a signature of a known key is not good, or there is none
   * @throws IllegalArgumentException if two different known keys have the same name and id
   */
  public List<GoodSignature> open(Collection<VerifierKey> known) {
    refuseAmbiguous(known);
    List<GoodSignature> good = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      known.stream()
          .filter(signature::isOf)
          .findFirst()
          .ifPresent(key -> good.add(SignedBytes.verified(text, key, signature)));
    }
    if (good.isEmpty()) {
      throw new UnprovenException(
          "no known key has signed this note; known are %s, signatures are of %s"
              .formatted(
                  names(known.stream().map(VerifierKey::name).toList()),
                  names(signatures.stream().map(NoteSignature::name).toList())));
    }
    return List.copyOf(good);
  }

  private static void refuseAmbiguous(Collection<VerifierKey> known) {
    for (VerifierKey key : known) {
      for (VerifierKey other : known) {
        if (key.name().equals(other.name()) && key.id() == other.id() && !key.equals(other)) {
          throw new IllegalArgumentException(
              "two keys have the name and id %s+%s".formatted(key.name(), key.hexId()));
        }
      }
    }
  }

  private static String names(List<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().distinct().limit(5).collect(Collectors.joining(", "));
  }

  /**
   * The same note with one more signature, behind the others.
   *
   * @param time for a cosignature, in POSIX seconds; 0 says nothing of time
   * @throws MalformedException if the key is a cosigner's, and the text is no checkpoint that it
   *     can cosign, or there are too many signatures
   */
  public SignedNote signedBy(SignerKey key, long time) {
    return with(List.of(SignedBytes.sign(text, key, time)));
  }

  /**
   * The same note with more signatures, which are not verified here.
   *
   * @throws MalformedException if there are too many then
   */
  public SignedNote with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    all.addAll(more);
    return new SignedNote(text, all);
  }

  /** The note as it is stored and sent. */
  public byte[] bytes() {
    return toString().getBytes(UTF_8);
  }

  /** The note as text. */
  @Override
  public String toString() {
    return signatures.stream().map(s -> s + "\n").collect(Collectors.joining("", text + "\n", ""));
  }
}
