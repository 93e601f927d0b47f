package dev.cairn.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that the keys in a vault are wrapped with, from wherever the application keeps it: then
 * the vault's files alone open nothing. AES-256-GCM. It must never be lost; it does not replace
 * destroying, as whoever has an old copy of the vault and this key has all. Immutable.
 */
public final class MasterKey {

  /** How long it is, in bytes. */
  public static final int BYTES = SealCipher.KEY_BYTES;

  private final SecretKey key;

  private MasterKey(SecretKey key) {
    this.key = key;
  }

  /**
   * Returns the master key of these bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@link #BYTES}
   */
  public static MasterKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a master key has %d bytes, not %d".formatted(BYTES, bytes.length));
    }
    return new MasterKey(new SecretKeySpec(bytes, "AES"));
  }

  byte[] wrapped(SubjectId subject, int number, byte[] secret) {
    return SealCipher.seal(key, header(subject, number), secret);
  }

  byte[] unwrapped(SubjectId subject, int number, byte[] wrapped) throws GeneralSecurityException {
    return SealCipher.open(key, header(subject, number), wrapped);
  }

  private static byte[] header(SubjectId subject, int number) {
    return "cairn/wrapped-key/1\n%s\n%d"
        .formatted(subject, number)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "a master key";
  }
}
