package dev.cairn.merkle;

/**
 * What a key signs and how: the signature types of c2sp.org/signed-note that this library knows.
 */
public enum KeyType {

  /** Ed25519 over the text of a note; how a log signs its checkpoints. */
  ED25519(0x01, Algorithm.ED25519),

  /** A cosignature of a checkpoint with its time, in Ed25519; how a witness signs. */
  ED25519_COSIGNATURE(0x04, Algorithm.ED25519),

  /**
   * A cosignature of a checkpoint with its time, in ML-DSA-44, which a quantum computer does not
   * forge; for witnesses, and for a log as its second line. It says nothing of extension lines, so
   * a checkpoint that has some is neither signed nor accepted with it.
   */
  ML_DSA_44_COSIGNATURE(0x06, Algorithm.ML_DSA_44);

  private final int code;
  private final Algorithm algorithm;

  KeyType(int code, Algorithm algorithm) {
    this.code = code;
    this.algorithm = algorithm;
  }

  /** Whether a log may sign its own checkpoints so. */
  public boolean isForLogs() {
    return this != ED25519_COSIGNATURE;
  }

  /** Whether it is a cosignature: it holds a time, and covers a checkpoint and nothing else. */
  public boolean isCosignature() {
    return this != ED25519;
  }

  /** The byte that stands for it. */
  byte code() {
    return (byte) code;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  /** The type of encoded keys, whose first byte it is. */
  static KeyType ofEncoded(byte[] encoded) {
    for (KeyType type : values()) {
      if (encoded.length > 0 && encoded[0] == type.code()) {
        return type;
      }
    }
    throw new MalformedException(
        "a key of a type that is not supported, which are 01, 04 and 06"
            + (encoded.length == 0 ? "" : ": %02x".formatted(encoded[0])));
  }
}
