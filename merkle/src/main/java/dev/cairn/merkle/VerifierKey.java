package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key with its name, as {@code vkey} of c2sp.org/signed-note writes it: {@code
 * name+id+key}, where the id is in eight hexadecimal digits and the key, behind the byte of its
 * type, in Base64. Immutable; two are equal if their text is.
 */
public final class VerifierKey {

  /** The most bytes of a name in UTF-8: cosignatures keep its length in one byte. */
  public static final int MOST_NAME_BYTES = 255;

  private final String name;
  private final KeyType type;
  private final byte[] key;
  private final PublicKey publicKey;
  private final int id;

  private VerifierKey(String name, KeyType type, byte[] key) {
    this.name = checkedName(name);
    this.type = type;
    this.key = key;
    this.publicKey = publicKey(type.algorithm(), key);
    this.id = id(name, encoded());
  }

  /** A key of its bytes, of which there must be as many as the algorithm's keys have. */
  static VerifierKey of(String name, KeyType type, byte[] key) {
    return new VerifierKey(name, type, key.clone());
  }

  /**
   * Reads a key.
   *
   * @throws MalformedException if it is not written as above, is of a type that {@link KeyType}
   *     does not have, or its id is not that of name and key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      throw new MalformedException(
          "a verifier key is written name+id+key, not '%s'".formatted(Text.shown(text)));
    }
    byte[] encoded = Text.base64("verifier key", parts[2]);
    KeyType type = KeyType.ofEncoded(encoded);
    VerifierKey key =
        new VerifierKey(parts[0], type, Arrays.copyOfRange(encoded, 1, encoded.length));
    key.checkId(parts[1]);
    return key;
  }

  /** Refuses an id that is not this key's, or not written as ids are. */
  void checkId(String hex) {
    if (!hex.equals(hexId())) {
      throw new MalformedException(
          "the id of this key of '%s' is %s, not '%s'".formatted(name, hexId(), Text.shown(hex)));
    }
  }

  static String checkedName(String name) {
    if (Text.keyName(name).getBytes(UTF_8).length > MOST_NAME_BYTES) {
      throw new MalformedException(
          "a key name has at most %d bytes: '%s'".formatted(MOST_NAME_BYTES, Text.shown(name)));
    }
    return name;
  }

  private static PublicKey publicKey(Algorithm algorithm, byte[] key) {
    if (key.length != algorithm.keyBytes()) {
      throw new MalformedException(
          "a public key of %s has %d bytes, not %d"
              .formatted(algorithm.jdkName(), algorithm.keyBytes(), key.length));
    }
    try {
      PublicKey decoded = algorithm.decoded(key);
      if (algorithm.isUsable(decoded)) {
        return decoded;
      }
    } catch (GeneralSecurityException e) {
      // Refused below, like a key that is found unusable only when it is to be used.
    }
    throw new MalformedException("these are no bytes of a public key of " + algorithm.jdkName());
  }

  /** The first four bytes of SHA-256 of name, newline, type and key. */
  private static int id(String name, byte[] encoded) {
    MessageDigest sha256 = TreeHasher.sha256();
    sha256.update((name + "\n").getBytes(UTF_8));
    return ByteBuffer.wrap(sha256.digest(encoded)).getInt();
  }

  /** Its name; a log's is its origin, as a rule. */
  public String name() {
    return name;
  }

  /** What it verifies. */
  public KeyType type() {
    return type;
  }

  /** Its id, which signatures name it with, beside its name. */
  public int id() {
    return id;
  }

  /** Its id as it is written. */
  public String hexId() {
    return HexFormat.of().toHexDigits(id);
  }

  /** Whether both wrap the same public key, whatever their names and types are. */
  boolean sharesKeyWith(VerifierKey other) {
    return type.algorithm() == other.type.algorithm() && Arrays.equals(key, other.key);
  }

  boolean verifies(byte[] message, byte[] signature) {
    return type.algorithm().verifies(publicKey, message, signature);
  }

  private byte[] encoded() {
    byte[] encoded = new byte[1 + key.length];
    encoded[0] = type.code();
    System.arraycopy(key, 0, encoded, 1, key.length);
    return encoded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && type == that.type
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** Its text, which {@link #parse} reads. */
  @Override
  public String toString() {
    return name + "+" + hexId() + "+" + Text.base64(encoded());
  }
}
