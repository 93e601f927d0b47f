package dev.cairn.proofs.internal;

import dev.cairn.merkle.Hash;

/**
 * The leaf hashes of the last events of many streams, as far as memory is given to them: the
 * streams that were written to last. It has two generations; when the younger one is full it
 * becomes the older one, which is forgotten. A stream is known by 128 bits of a hash of its name
 * that nobody can make collide. Allocates nothing but whole generations. Not safe for use by
 * several threads.
 */
final class LastLeaves {

  /** A slot: the key, the version, and the hash. */
  static final int SLOT_BYTES = 2 * Long.BYTES + Long.BYTES + Hash.BYTES;

  private final int streamsMax;
  private Generation young;
  private Generation old;

  /**
   * Remembers so many streams at least, and twice as many at most.
   *
   * @param streamsMax a power of two
   */
  LastLeaves(int streamsMax) {
    this.streamsMax = streamsMax;
    this.young = new Generation(16);
    this.old = young;
  }

  /** Remembers the leaf of a stream's last event. */
  void put(long high, long low, long version, byte[] leaf, int at) {
    if (young.count == streamsMax && young.find(high, low) < 0) {
      old = young;
      young = new Generation(16);
    }
    young = young.put(high, low, version, leaf, at);
  }

  /**
   * Writes the leaf hash of an event to an array; false if it is not the last one known of its
   * stream.
   */
  boolean get(long high, long low, long version, byte[] target, int at) {
    return young.get(high, low, version, target, at) || old.get(high, low, version, target, at);
  }

  /** A table of open addressing that is never more than half full. */
  private static final class Generation {

    private final int mask;
    private final long[] keys;
    private final long[] versions;
    private final byte[] leaves;
    private int count;

    Generation(int slots) {
      mask = slots - 1;
      keys = new long[2 * slots];
      versions = new long[slots];
      leaves = new byte[slots * Hash.BYTES];
    }

    /** The slot of a key, or the negative of one less than the free slot for it. */
    int find(long high, long low) {
      int slot = (int) low & mask;
      while (versions[slot] != 0) {
        if (keys[2 * slot] == high && keys[2 * slot + 1] == low) {
          return slot;
        }
        slot = (slot + 1) & mask;
      }
      return -slot - 1;
    }

    boolean get(long high, long low, long version, byte[] target, int at) {
      int slot = find(high, low);
      boolean found = slot >= 0 && versions[slot] == version;
      if (found) {
        System.arraycopy(leaves, slot * Hash.BYTES, target, at, Hash.BYTES);
      }
      return found;
    }

    /** Returns itself, or a larger one that it has moved to. */
    Generation put(long high, long low, long version, byte[] leaf, int at) {
      int found = find(high, low);
      if (found < 0 && 2 * (count + 1) > mask) {
        return larger().put(high, low, version, leaf, at);
      }
      int slot = found < 0 ? -found - 1 : found;
      count += found < 0 ? 1 : 0;
      keys[2 * slot] = high;
      keys[2 * slot + 1] = low;
      versions[slot] = version;
      System.arraycopy(leaf, at, leaves, slot * Hash.BYTES, Hash.BYTES);
      return this;
    }

    private Generation larger() {
      Generation larger = new Generation(2 * (mask + 1));
      for (int slot = 0; slot <= mask; slot++) {
        if (versions[slot] != 0) {
          var _ =
              larger.put(
                  keys[2 * slot], keys[2 * slot + 1], versions[slot], leaves, slot * Hash.BYTES);
        }
      }
      return larger;
    }
  }
}
