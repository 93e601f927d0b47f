package dev.cairn.bench.proofs;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The limit of hashing: the bytes of a line, of a leaf's record and of a node, each through one
 * SHA-256 that is reused, and nothing else. Used by one thread.
 */
final class BareDigests {

  private static final int HASH_BYTES = 32;

  /** A leaf of the workload: the byte before it, what every record has, and two short names. */
  static final int LEAF_BYTES = 1 + 105 + 2 + 12 + 14;

  private static final int NODE_BYTES = 1 + 2 * HASH_BYTES;

  /** What a line ends with that is not hashed: {@code ,"crc":"00000000"}}. */
  private static final int TRAILER_BYTES = 18;

  private final MessageDigest sha256;
  private final byte[] bytes = new byte[LEAF_BYTES];

  BareDigests() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes a line, which lies between two offsets. */
  void line(byte[] line, int from, int to) {
    sha256.update(line, from, to - TRAILER_BYTES - from);
    digest();
    sha256.update(bytes, 0, LEAF_BYTES);
    digest();
    sha256.update(bytes, 0, NODE_BYTES);
    digest();
  }

  private void digest() {
    try {
      var _ = sha256.digest(bytes, 0, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("the array has room for the digest", e);
    }
  }
}
