package dev.cairn.merkle;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How the JDK signs and verifies, with keys as the formats of C2SP write them: bare bytes for a
 * public key, and the seed of {@link #SEED_BYTES} that a private key comes from, in RFC 8032 as in
 * FIPS 204.
 */
enum Algorithm {
  /** RFC 8032. A signature is determined by key and message. */
  ED25519("Ed25519", 32, 64) {

    @Override
    PublicKey decoded(byte[] key) throws GeneralSecurityException {
      byte[] y = new byte[key.length];
      for (int i = 0; i < y.length; i++) {
        y[i] = key[key.length - 1 - i];
      }
      boolean odd = y[0] < 0;
      y[0] &= 0x7f;
      EdECPoint point = new EdECPoint(odd, new BigInteger(1, y));
      return KeyFactory.getInstance(jdkName())
          .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    @Override
    byte[] encoded(PublicKey key) {
      EdECPoint point = ((EdECPublicKey) key).getPoint();
      byte[] y = point.getY().toByteArray();
      byte[] bytes = new byte[keyBytes()];
      for (int i = 0; i < Math.min(y.length, bytes.length); i++) {
        bytes[i] = y[y.length - 1 - i];
      }
      bytes[bytes.length - 1] |= (byte) (point.isXOdd() ? 0x80 : 0);
      return bytes;
    }
  },

  /** FIPS 204. Signatures have chance in them, and two of one message differ. */
  ML_DSA_44("ML-DSA-44", 1312, 2420) {

    @Override
    PublicKey decoded(byte[] key) throws GeneralSecurityException {
      byte[] encoded = Arrays.copyOf(ML_DSA_44_HEAD, ML_DSA_44_HEAD.length + key.length);
      System.arraycopy(key, 0, encoded, ML_DSA_44_HEAD.length, key.length);
      return KeyFactory.getInstance(jdkName()).generatePublic(new X509EncodedKeySpec(encoded));
    }

    @Override
    byte[] encoded(PublicKey key) {
      byte[] encoded = key.getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - keyBytes(), encoded.length);
    }
  };

  /** The bytes that a private key of either kind comes from. */
  static final int SEED_BYTES = 32;

  /**
   * What stands before an ML-DSA-44 key in its SubjectPublicKeyInfo, the one form in which the JDK
   * takes it (RFC 9881).
   */
  private static final byte[] ML_DSA_44_HEAD =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  private final String jdkName;
  private final int keyBytes;
  private final int signatureBytes;

  Algorithm(String jdkName, int keyBytes, int signatureBytes) {
    this.jdkName = jdkName;
    this.keyBytes = keyBytes;
    this.signatureBytes = signatureBytes;
  }

  /** A public key of its bytes. */
  abstract PublicKey decoded(byte[] key) throws GeneralSecurityException;

  /** The bytes of a public key. */
  abstract byte[] encoded(PublicKey key);

  /** The pair of keys that comes from a seed, always the same one. */
  KeyPair pair(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(jdkName);
      generator.initialize(new NamedParameterSpec(jdkName), new GivenSeed(seed));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Signs a message. */
  byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signing = Signature.getInstance(jdkName);
      signing.initSign(key);
      signing.update(message);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Whether the bytes are a signature of the message; whatever they are, this answers. */
  boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != signatureBytes) {
      return false;
    }
    try {
      Signature verifying = Signature.getInstance(jdkName);
      verifying.initVerify(key);
      verifying.update(message);
      return verifying.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Whether the JDK takes the key for one, as far as it looks. */
  boolean isUsable(PublicKey key) {
    try {
      Signature.getInstance(jdkName).initVerify(key);
      return true;
    } catch (InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  final IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException(
        "this Java cannot work with %s; a JDK 25 can".formatted(jdkName), e);
  }

  final String jdkName() {
    return jdkName;
  }

  final int keyBytes() {
    return keyBytes;
  }

  final int signatureBytes() {
    return signatureBytes;
  }

  /** Gives a generator the seed that it asks for, once. */
  private static final class GivenSeed extends SecureRandom {

    private final byte[] seed;
    private boolean given;

    GivenSeed(byte[] seed) {
      super(null, null);
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (given || bytes.length != SEED_BYTES) {
        throw new IllegalStateException(
            "this Java makes its keys otherwise than from one seed of %d bytes"
                .formatted(SEED_BYTES));
      }
      given = true;
      System.arraycopy(seed, 0, bytes, 0, SEED_BYTES);
    }
  }
}
