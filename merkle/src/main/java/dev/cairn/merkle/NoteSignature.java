package dev.cairn.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature line of a note, which nobody has verified: {@code — name base64}.
 *
 * @param name the name of the key
 * @param base64 the id of the key in four bytes and at least one byte of signature, in Base64
 */
public record NoteSignature(String name, String base64) {

  private static final String HEAD = "\u2014 ";
  private static final int ID_BYTES = 4;

  /**
   * Checks both.
   *
   * @throws MalformedException if they are not as above
   */
  public NoteSignature {
    Text.keyName(name);
    if (Text.base64("signature", base64).length <= ID_BYTES) {
      throw new MalformedException(
          "a signature has more than the %d bytes of its key's id: '%s'"
              .formatted(ID_BYTES, base64));
    }
  }

  static NoteSignature of(VerifierKey key, byte[] signature) {
    byte[] bytes =
        ByteBuffer.allocate(ID_BYTES + signature.length).putInt(key.id()).put(signature).array();
    return new NoteSignature(key.name(), Text.base64(bytes));
  }

  /**
   * Reads a line, without its newline.
   *
   * @throws MalformedException if it is none
   */
  public static NoteSignature parse(String line) {
    int space = line.indexOf(' ', HEAD.length());
    if (!line.startsWith(HEAD) || space < 0) {
      throw new MalformedException(
          "a signature line is '\u2014 name signature', not '%s'".formatted(Text.shown(line)));
    }
    return new NoteSignature(line.substring(HEAD.length(), space), line.substring(space + 1));
  }

  /** The id of the key. Name and id together say which key it is. */
  public int keyId() {
    return ByteBuffer.wrap(bytes()).getInt();
  }

  /** Whether it is said to be of this key. */
  public boolean isOf(VerifierKey key) {
    return name.equals(key.name()) && keyId() == key.id();
  }

  /** What stands behind the id. */
  byte[] body() {
    byte[] bytes = bytes();
    return Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
  }

  private byte[] bytes() {
    return Text.base64("signature", base64);
  }

  /** The line, without a newline. */
  @Override
  public String toString() {
    return HEAD + name + " " + base64;
  }
}
