package dev.cairn.proofs.internal;

import dev.cairn.merkle.Hash;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Version and leaf hash of the last event of every stream. A stream is known by a {@link NameHash}.
 * It grows by parts, so that growing never needs twice the room. Not safe for use by several
 * threads.
 */
final class StreamLeaves {

  /** Bytes of an entry. */
  static final int ENTRY_BYTES = 3 * Long.BYTES + Hash.BYTES;

  private static final int PARTS = 256;
  private static final int SLOTS_FIRST = 16;

  private static final SecureRandom SECRETS = new SecureRandom();

  private final long secretLow;
  private final long secretHigh;
  private final Part[] parts = new Part[PARTS];
  private Part found = new Part(1);
  private int slot;
  private long count;

  /** With a secret of its own. */
  StreamLeaves() {
    this(SECRETS.nextLong(), SECRETS.nextLong());
  }

  /** With the secret of an earlier one. */
  StreamLeaves(long secretLow, long secretHigh) {
    this.secretLow = secretLow;
    this.secretHigh = secretHigh;
    Arrays.setAll(parts, _ -> new Part(SLOTS_FIRST));
  }

  /** What the keys of its streams are made with; a new one, for one thread. */
  NameHash names() {
    return new NameHash(secretLow, secretHigh);
  }

  /** The first half of its secret. */
  long secretLow() {
    return secretLow;
  }

  /** The other half. */
  long secretHigh() {
    return secretHigh;
  }

  /** How many streams there are. */
  long count() {
    return count;
  }

  /** Looks up a stream, which {@link #version} and the others are then about. */
  void find(long high, long low) {
    found = parts[(int) (high >>> (Long.SIZE - 8))];
    slot = found.find(high, low);
  }

  /** The version of its last event; 0 if it has none. */
  long version() {
    return found.version(slot);
  }

  /** Writes the leaf hash of its last event to an array; zeros if it has none. */
  void copyLeaf(byte[] target, int at) {
    System.arraycopy(found.leaves, slot * Hash.BYTES, target, at, Hash.BYTES);
  }

  /** Makes an event the last one of the stream that was looked up last. */
  void put(long high, long low, long version, byte[] leaf, int at) {
    if (found.version(slot) == 0) {
      if (4 * (found.count + 1) > 3 * found.slots()) {
        parts[(int) (high >>> (Long.SIZE - 8))] = found.larger();
        find(high, low);
      }
      count++;
      found.count++;
    }
    found.set(slot, high, low, version, leaf, at);
  }

  /** Sees entries. */
  interface Visitor<E extends Exception> {
    void visit(long high, long low, long version, byte[] leaf, int at) throws E;
  }

  /** Shows all of them. */
  <E extends Exception> void each(Visitor<E> visitor) throws E {
    for (Part part : parts) {
      part.each(visitor);
    }
  }

  /** A table of open addressing. */
  private static final class Part {

    private static final int NUMBERS = 3;

    /** Key and version of each slot, side by side: most look-ups touch no more than one line. */
    private final long[] numbers;

    private final byte[] leaves;
    private int count;

    Part(int slots) {
      numbers = new long[NUMBERS * slots];
      leaves = new byte[slots * Hash.BYTES];
    }

    int slots() {
      return leaves.length / Hash.BYTES;
    }

    long version(int at) {
      return numbers[NUMBERS * at + 2];
    }

    /** The slot of a stream, or the free one for it. */
    int find(long high, long low) {
      int mask = slots() - 1;
      int at = (int) low & mask;
      while (version(at) != 0
          && (numbers[NUMBERS * at] != high || numbers[NUMBERS * at + 1] != low)) {
        at = (at + 1) & mask;
      }
      return at;
    }

    void set(int at, long high, long low, long version, byte[] leaf, int from) {
      numbers[NUMBERS * at] = high;
      numbers[NUMBERS * at + 1] = low;
      numbers[NUMBERS * at + 2] = version;
      System.arraycopy(leaf, from, leaves, at * Hash.BYTES, Hash.BYTES);
    }

    <E extends Exception> void each(Visitor<E> visitor) throws E {
      for (int at = 0; at < slots(); at++) {
        if (version(at) != 0) {
          visitor.visit(
              numbers[NUMBERS * at],
              numbers[NUMBERS * at + 1],
              version(at),
              leaves,
              at * Hash.BYTES);
        }
      }
    }

    Part larger() {
      Part larger = new Part(2 * slots());
      each((high, low, version, leaf, at) ->
          larger.set(larger.find(high, low), high, low, version, leaf, at));
      larger.count = count;
      return larger;
    }
  }
}
