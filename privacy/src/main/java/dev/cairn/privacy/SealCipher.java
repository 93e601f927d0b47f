package dev.cairn.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a random nonce of 96 bits and a tag of 128, put together as {@code nonce ||
 * ciphertext || tag}. Thread-safe.
 *
 * <p>NIST SP 800-38D (8.3) allows 2^32 seals under one key with random nonces. No counter is kept
 * for that: each event has a key of its own, derived from the subject's with HKDF-SHA256 (RFC 5869)
 * and its id, which seals {@link Seals#VALUES_MAX} values at most. So a subject's key may serve any
 * number of events.
 */
final class SealCipher {

  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String EVENT_KEY = "cairn/event-key/1/";

  private SealCipher() {}

  /** A new random key. */
  static SecretKey newKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  /** The key of a subject for the values of one event. */
  static SecretKey eventKey(SecretKey subject, UUID event) {
    byte[] info = (EVENT_KEY + event).getBytes(StandardCharsets.US_ASCII);
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES", HKDFParameterSpec.ofExtract().addIKM(subject).thenExpand(info, KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HKDF-SHA256", e);
    }
  }

  /** Seals. */
  static byte[] seal(SecretKey key, byte[] associated, byte[] clear) {
    byte[] sealed = new byte[NONCE_BYTES + clear.length + TAG_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, associated);
      int bytes = cipher.doFinal(clear, 0, clear.length, sealed, NONCE_BYTES);
      if (bytes != clear.length + TAG_BYTES) {
        throw new IllegalStateException("AES-GCM gave %d bytes".formatted(bytes));
      }
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES/GCM/NoPadding", e);
    }
  }

  /**
   * Opens.
   *
   * @throws GeneralSecurityException if it was not sealed with that key and that data
   */
  static byte[] open(SecretKey key, byte[] associated, byte[] sealed)
      throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new GeneralSecurityException("it is too short for a seal");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, key, nonce, associated)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
