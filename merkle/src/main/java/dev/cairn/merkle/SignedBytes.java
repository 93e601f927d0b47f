package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * What a signature on a note is over, by the type of its key, and what the signature's bytes are.
 *
 * <pre>
 * 01  signature of the text
 * 04  time in 8 bytes, signature of: cosignature/v1, time and text, each ending in a newline
 * 06  time in 8 bytes, signature of the cosigned_message of c2sp.org/tlog-cosignature
 * </pre>
 */
final class SignedBytes {

  private static final int TIME_BYTES = Long.BYTES;
  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(US_ASCII);
  private static final int MOST_STRING_BYTES = 255;

  private SignedBytes() {}

  /**
   * Signs a note.
   *
   * @throws MalformedException if the key is a cosigner's and the text no checkpoint it can cosign
   */
  static NoteSignature sign(String text, SignerKey signer, long time) {
    VerifierKey key = signer.verifier();
    if (!key.type().isCosignature()) {
      return NoteSignature.of(key, signer.sign(text.getBytes(UTF_8)));
    }
    if (time < 0) {
      throw new IllegalArgumentException("a cosignature has no time before 1970: " + time);
    }
    byte[] signature = signer.sign(message(key, time, text));
    return NoteSignature.of(
        key,
        ByteBuffer.allocate(TIME_BYTES + signature.length).putLong(time).put(signature).array());
  }

  /**
   * Verifies a signature that is said to be of this key.
   *
   * @throws UnprovenException if it is not, or covers no such text
   */
  static GoodSignature verified(String text, VerifierKey key, NoteSignature signature) {
    ByteBuffer body = ByteBuffer.wrap(signature.body());
    long time = 0;
    if (key.type().isCosignature()) {
      time = body.remaining() < TIME_BYTES ? -1 : body.getLong();
    }
    byte[] rest = new byte[body.remaining()];
    body.get(rest);
    if (time < 0 || !key.verifies(covered(key, time, text), rest)) {
      throw new UnprovenException(
          "the signature of key %s+%s is not one of this text: either was changed, or the key is not the one it was made with"
              .formatted(key.name(), key.hexId()));
    }
    return new GoodSignature(key, time);
  }

  private static byte[] covered(VerifierKey key, long time, String text) {
    try {
      return message(key, time, text);
    } catch (MalformedException e) {
      throw new UnprovenException(
          "the key %s+%s can sign no such text: %s"
              .formatted(key.name(), key.hexId(), e.getMessage()));
    }
  }

  private static byte[] message(VerifierKey key, long time, String text) {
    return switch (key.type()) {
      case ED25519 -> text.getBytes(UTF_8);
      case ED25519_COSIGNATURE ->
          "cosignature/v1\ntime %d\n%s"
              .formatted(time, Checkpoint.parse(text).text())
              .getBytes(UTF_8);
      case ML_DSA_44_COSIGNATURE -> cosigned(key.name(), time, Checkpoint.parse(text));
    };
  }

  /** A checkpoint is the subtree from 0 to its size. */
  private static byte[] cosigned(String cosigner, long time, Checkpoint checkpoint) {
    if (!checkpoint.extensions().isEmpty()) {
      throw new MalformedException(
          "an ML-DSA-44 cosignature does not cover extension lines, so the checkpoint must have none");
    }
    byte[] name = cosigner.getBytes(UTF_8);
    byte[] origin = checkpoint.origin().getBytes(UTF_8);
    if (origin.length > MOST_STRING_BYTES) {
      throw new MalformedException(
          "an ML-DSA-44 cosignature covers an origin of at most %d bytes, not %d"
              .formatted(MOST_STRING_BYTES, origin.length));
    }
    int strings = 1 + name.length + 1 + origin.length;
    return ByteBuffer.allocate(LABEL.length + strings + 3 * Long.BYTES + Hash.BYTES)
        .put(LABEL)
        .put((byte) name.length)
        .put(name)
        .putLong(time)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.head().size())
        .put(checkpoint.head().root().bytes())
        .array();
  }
}
