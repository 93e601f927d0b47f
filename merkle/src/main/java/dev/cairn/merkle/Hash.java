package dev.cairn.merkle;

import static java.util.Objects.checkFromIndexSize;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A SHA-256 hash of 32 bytes: of a leaf, of a node, or of a whole tree. Immutable; two are equal if
 * their bytes are.
 */
public final class Hash {

  /** The bytes of a hash. */
  public static final int BYTES = 32;

  private static final int BASE64_CHARS = 44;
  private static final int MOST_SHOWN = 100;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies the bytes of a hash.
   *
   * @throws IllegalArgumentException if they are not {@link #BYTES}
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a hash has %d bytes, these are %d".formatted(BYTES, bytes.length));
    }
    return new Hash(bytes.clone());
  }

  /**
   * Copies the {@link #BYTES} bytes that begin at an offset.
   *
   * @throws IndexOutOfBoundsException if there are not as many
   */
  public static Hash of(byte[] bytes, int offset) {
    checkFromIndexSize(offset, BYTES, bytes.length);
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /**
   * Reads the one Base64 form of a hash: the standard alphabet of RFC 4648 with its padding, and no
   * bits beside those of the hash.
   *
   * @throws MalformedException if it is written in any other way
   */
  public static Hash fromBase64(String text) {
    byte[] bytes = text.length() == BASE64_CHARS ? decoded(text) : new byte[0];
    if (bytes.length != BYTES || !Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new MalformedException(
          "not a hash in Base64, which has %d characters: '%s'"
              .formatted(BASE64_CHARS, text.substring(0, Math.min(text.length(), MOST_SHOWN))));
    }
    return new Hash(bytes);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException strangeCharacters) {
      return new byte[0];
    }
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Writes its bytes to an array, beginning at an offset.
   *
   * @throws IndexOutOfBoundsException if there is no room for {@link #BYTES}
   */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /** In Base64, 44 characters, as checkpoints and proofs write it. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
