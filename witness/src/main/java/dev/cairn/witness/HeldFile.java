package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.SignedNote;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a witness remembers of one log, as a file: a line {@code cairn-witness 1} with the SHA-256
 * of all that follows, then the note that was cosigned last, to the byte as it is served.
 */
final class HeldFile {

  /** The most bytes of a file. */
  static final int MOST_BYTES = SignedNote.MOST_BYTES + 128;

  private static final String FORM = "cairn-witness 1 ";
  private static final int DIGEST_CHARS = 64;
  private static final int HEAD_BYTES = FORM.length() + DIGEST_CHARS + 1;

  private HeldFile() {}

  static ByteBuffer written(SignedNote note) {
    byte[] bytes = note.bytes();
    byte[] head = head(bytes).getBytes(ISO_8859_1);
    return ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).flip();
  }

  /**
   * Reads what {@link #written} gave.
   *
   * @param origin of the log that it must be of
   * @throws DamagedException if it is anything else; nothing of it is to be believed then
   */
  static SignedNote read(String origin, byte[] bytes) throws DamagedException {
    byte[] note = Arrays.copyOfRange(bytes, Math.min(HEAD_BYTES, bytes.length), bytes.length);
    String head = new String(bytes, 0, bytes.length - note.length, ISO_8859_1);
    if (!head.startsWith(FORM)) {
      throw new DamagedException("it does not begin with '%s'".formatted(FORM.strip()));
    }
    if (!head.equals(head(note))) {
      throw new DamagedException(
          "its %d bytes are not those that were written".formatted(bytes.length));
    }
    try {
      SignedNote held = SignedNote.parse(note);
      String of = Checkpoint.parse(held.text()).origin();
      if (of.equals(origin)) {
        return held;
      }
      throw new DamagedException("it is of the log %s, not of %s".formatted(of, origin));
    } catch (MalformedException e) {
      throw new DamagedException(String.valueOf(e.getMessage()));
    }
  }

  private static String head(byte[] note) {
    return FORM + sha256(note) + "\n";
  }

  /** SHA-256 in small hexadecimal digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
