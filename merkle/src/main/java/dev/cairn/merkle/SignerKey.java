package dev.cairn.merkle;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A private key with its name. It is written as Go's {@code sumdb/note} does it: {@code
 * PRIVATE+KEY+name+id+seed}, with the seed of 32 bytes behind the byte of the type in Base64. The
 * seed is that of RFC 8032 or, for ML-DSA-44, of FIPS 204.
 *
 * <p>Immutable, for use by any thread. Only {@link #secret} gives the private key away; {@link
 * #toString} does not.
 */
public final class SignerKey {

  private static final String HEAD = "PRIVATE+KEY+";

  private final VerifierKey verifier;
  private final byte[] seed;
  private final PrivateKey privateKey;

  private SignerKey(String name, KeyType type, byte[] seed) {
    KeyPair pair = type.algorithm().pair(seed);
    this.verifier = VerifierKey.of(name, type, type.algorithm().encoded(pair.getPublic()));
    this.seed = seed;
    this.privateKey = pair.getPrivate();
  }

  /**
   * Makes a new key from 32 bytes of chance.
   *
   * @throws MalformedException if the name is none for a key
   */
  public static SignerKey generate(String name, KeyType type) {
    byte[] seed = new byte[Algorithm.SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return new SignerKey(name, type, seed);
  }

  /**
   * Reads what {@link #secret} gives.
   *
   * @throws MalformedException if it is not written so; the message does not repeat it
   */
  public static SignerKey parse(String secret) {
    String[] parts = secret.split("\\+", 5);
    if (parts.length != 5 || !secret.startsWith(HEAD)) {
      throw new MalformedException("a signer key is written PRIVATE+KEY+name+id+seed");
    }
    byte[] encoded = decoded(parts[4]);
    KeyType type = KeyType.ofEncoded(encoded);
    if (encoded.length != 1 + Algorithm.SEED_BYTES) {
      throw new MalformedException(
          "the seed of a signer key has %d bytes, not %d"
              .formatted(Algorithm.SEED_BYTES, encoded.length - 1));
    }
    SignerKey key = new SignerKey(parts[2], type, Arrays.copyOfRange(encoded, 1, encoded.length));
    key.verifier.checkId(parts[3]);
    return key;
  }

  private static byte[] decoded(String seed) {
    try {
      return Text.base64("seed", seed);
    } catch (MalformedException saysTheSeed) {
      throw new MalformedException("the seed of a signer key is not in Base64 with its padding");
    }
  }

  /** The key that verifies what this one signs. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The private key as text. Whoever has it can sign; it is to be stored where nobody reads it. */
  public String secret() {
    byte[] encoded = new byte[1 + seed.length];
    encoded[0] = verifier.type().code();
    System.arraycopy(seed, 0, encoded, 1, seed.length);
    return HEAD + verifier.name() + "+" + verifier.hexId() + "+" + Text.base64(encoded);
  }

  byte[] sign(byte[] message) {
    return verifier.type().algorithm().sign(privateKey, message);
  }

  /** Its name and id, nothing of the key. */
  @Override
  public String toString() {
    return "signer key " + verifier.name() + "+" + verifier.hexId();
  }
}
