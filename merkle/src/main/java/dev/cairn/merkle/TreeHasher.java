package dev.cairn.merkle;

import static java.util.Objects.checkFromIndexSize;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes that a tree is made of, as RFC 6962 section 2.1 and RFC 9162 section 2.1.1 define them
 * over SHA-256: a leaf is hashed behind the byte 0, two children behind the byte 1, so that neither
 * can be taken for the other.
 *
 * <p>One reused digest, and no memory of an earlier call: what is written to a given array
 * allocates nothing. NOT safe for use by several threads at once; each takes its own.
 */
public final class TreeHasher {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** Longer contents are not copied to be joined with their first byte. */
  private static final int MOST_JOINED_BYTES = 1024;

  private final MessageDigest sha256 = sha256();

  /** The digest takes a short message faster as a whole than its first byte alone. */
  private final byte[] joined = new byte[1 + MOST_JOINED_BYTES];

  /** A hasher of its own digest. */
  public TreeHasher() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }

  /** The root of the empty tree. */
  static Hash ofNothing() {
    return Hash.of(sha256().digest());
  }

  /** The hash of a leaf that holds these bytes. */
  public Hash leaf(byte[] entry) {
    byte[] hash = new byte[Hash.BYTES];
    leaf(entry, 0, entry.length, hash, 0);
    return Hash.of(hash);
  }

  /**
   * Writes the hash of a leaf that holds the given range of bytes to an array, beginning at an
   * offset.
   *
   * @throws IndexOutOfBoundsException if one of the ranges is not within its array
   */
  public void leaf(byte[] entry, int offset, int length, byte[] target, int targetOffset) {
    hash(LEAF, entry, offset, length, target, targetOffset);
  }

  /** The hash of a node with these children. */
  public Hash node(Hash left, Hash right) {
    byte[] children = new byte[2 * Hash.BYTES];
    left.copyTo(children, 0);
    right.copyTo(children, Hash.BYTES);
    node(children, 0, children, 0);
    return Hash.of(children, 0);
  }

  /**
   * Writes the hash of a node to an array, beginning at an offset. Its children lie in an array one
   * behind the other, the left one first; the target may overlap them.
   *
   * @throws IndexOutOfBoundsException if one of the ranges is not within its array
   */
  public void node(byte[] children, int offset, byte[] target, int targetOffset) {
    hash(NODE, children, offset, 2 * Hash.BYTES, target, targetOffset);
  }

  private void hash(
      byte kind, byte[] content, int offset, int length, byte[] target, int targetOffset) {
    checkFromIndexSize(offset, length, content.length);
    checkFromIndexSize(targetOffset, Hash.BYTES, target.length);
    if (length < joined.length) {
      joined[0] = kind;
      System.arraycopy(content, offset, joined, 1, length);
      sha256.update(joined, 0, length + 1);
    } else {
      sha256.update(kind);
      sha256.update(content, offset, length);
    }
    try {
      sha256.digest(target, targetOffset, Hash.BYTES);
    } catch (DigestException theRoomWasChecked) {
      throw new AssertionError(theRoomWasChecked);
    }
  }
}
