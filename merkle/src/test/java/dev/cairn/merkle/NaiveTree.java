package dev.cairn.merkle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The definitions of RFC 6962 section 2.1 as they stand there, recursive, over a list of leaf
 * hashes. Roots are remembered so that it can be asked for all of them.
 */
final class NaiveTree {

  private final List<Hash> leaves;
  private final Map<Subtree, Hash> roots = new HashMap<>();

  NaiveTree(List<Hash> leaves) {
    this.leaves = leaves;
  }

  /** A tree whose leaves hold the numbers from 0 in four bytes each. */
  static NaiveTree ofNumbers(int leaves) {
    return new NaiveTree(
        IntStream.range(0, leaves)
            .mapToObj(i -> leaf(ByteBuffer.allocate(Integer.BYTES).putInt(i).array()))
            .toList());
  }

  static Hash leaf(byte[] entry) {
    return sha256(new byte[] {0}, entry);
  }

  static Hash node(Hash left, Hash right) {
    return node(left.bytes(), right.bytes());
  }

  /** The definition takes any bytes. */
  static Hash node(byte[] left, byte[] right) {
    return sha256(new byte[] {1}, left, right);
  }

  private static Hash sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Stream.of(parts).forEach(digest::update);
      return Hash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  List<Hash> leaves() {
    return leaves;
  }

  TreeHead head(int size) {
    return new TreeHead(size, root(0, size));
  }

  /** MTH of the leaves from one index to before another. */
  Hash root(int from, int to) {
    if (from == to) {
      return sha256();
    }
    if (to - from == 1) {
      return leaves.get(from);
    }
    Hash known = roots.get(runOf(from, to));
    if (known == null) {
      int k = split(to - from);
      known = node(root(from, from + k), root(from + k, to));
      roots.put(runOf(from, to), known);
    }
    return known;
  }

  /** All runs that are asked for begin where they may. */
  private static Subtree runOf(int from, int to) {
    return new Subtree(from, to);
  }

  /** PATH(m, D[from:to]), m counted from the beginning of that run. */
  List<Hash> path(int m, int from, int to) {
    if (to - from == 1) {
      return List.of();
    }
    int k = split(to - from);
    return m < k
        ? and(path(m, from, from + k), root(from + k, to))
        : and(path(m - k, from + k, to), root(from, from + k));
  }

  /** PROOF(m, D[n]). */
  List<Hash> proof(int m, int n) {
    return subproof(m, 0, n, true);
  }

  private List<Hash> subproof(int m, int from, int to, boolean known) {
    if (m == to - from) {
      return known ? List.of() : List.of(root(from, to));
    }
    int k = split(to - from);
    return m <= k
        ? and(subproof(m, from, from + k, known), root(from + k, to))
        : and(subproof(m - k, from + k, to, false), root(from, from + k));
  }

  /** The largest power of two smaller than n. */
  private static int split(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> and(List<Hash> hashes, Hash last) {
    List<Hash> all = new ArrayList<>(hashes);
    all.add(last);
    return all;
  }
}
