package dev.cairn.proofs.internal;

import dev.cairn.merkle.Hash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The leaf hashes of the last events of many streams, as far as memory is given to them: the
 * streams that were written to last. A stream is known by a {@link NameHash}. Not safe for use by
 * several threads.
 *
 * <p>A stream has its place in one of two small groups. Where both are full, the tables grow; at
 * their largest, the stream of the two groups that was put longest ago is forgotten. That comes
 * about only when there are more streams than it is made for. It allocates when tables grow, and
 * nothing else.
 */
final class LastLeaves {

  /** A slot: the key, the version, when it was put, and the hash. */
  static final int SLOT_BYTES = 2 * Long.BYTES + Long.BYTES + Long.BYTES + Hash.BYTES;

  /** For each stream that it is made for: so two groups are hardly ever full. */
  static final int SLOTS_PER_STREAM = 2;

  private static final int GROUP_SLOTS = 8;

  /** So many slots of a first group are filled before the second one is looked at. */
  private static final int CROWDED = 6;

  /** Tables are small, and each grows by itself, so that memory grows in small steps. */
  private static final int TABLES_MAX = 64;

  private static final int TABLE_BITS = 6;

  private final Table[] tables;
  private long puts;

  /**
   * Made for so many streams.
   *
   * @param streamsMax a power of two
   */
  LastLeaves(int streamsMax) {
    int groups = Math.max(1, SLOTS_PER_STREAM * streamsMax / GROUP_SLOTS);
    tables = new Table[Math.min(TABLES_MAX, groups)];
    Arrays.setAll(tables, _ -> new Table(1, groups / tables.length));
  }

  /** Remembers the leaf of a stream's last event. */
  void put(long high, long low, long version, byte[] leaf, int at) {
    int table = table(high);
    tables[table] = tables[table].put(high, low, version, ++puts, leaf, at);
  }

  /**
   * Writes the leaf hash of an event to an array; false if it is not the last one known of its
   * stream.
   */
  boolean get(long high, long low, long version, byte[] target, int at) {
    return tables[table(high)].get(high, low, version, target, at);
  }

  private int table(long high) {
    return (int) high & (tables.length - 1);
  }

  /**
   * Groups of slots, one behind the other. The keys of a group lie side by side, and so does all
   * else of a slot: few places in memory are visited. An empty slot has no version and was never
   * put.
   */
  private static final class Table {

    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** The longs of a slot beside its key: the version, when it was put, the hash. */
    private static final int LONGS = 2 + Hash.BYTES / Long.BYTES;

    private static final int PUT = 1;
    private static final int HASH = 2;

    private final int groups;
    private final int groupsMax;
    private final long[] keys;
    private final long[] slots;

    /** The slot that was found last: what is asked for is put next. */
    private int recent;

    Table(int groups, int groupsMax) {
      this.groups = groups;
      this.groupsMax = groupsMax;
      keys = new long[2 * groups * GROUP_SLOTS];
      slots = new long[LONGS * groups * GROUP_SLOTS];
    }

    /** The first slot of one of the two groups of a key. */
    private int first(long low) {
      return ((int) low & (groups - 1)) * GROUP_SLOTS;
    }

    private int second(long high) {
      return ((int) (high >>> TABLE_BITS) & (groups - 1)) * GROUP_SLOTS;
    }

    private long version(int slot) {
      return slots[LONGS * slot];
    }

    /** When it was put: 0 if it never was, as the first one is put at 1. */
    private long put(int slot) {
      return slots[LONGS * slot + PUT];
    }

    private int find(long high, long low) {
      if (holds(recent, high, low)) {
        return recent;
      }
      int slot = find(first(low), high, low);
      slot = slot >= 0 ? slot : find(second(high), high, low);
      recent = Math.max(slot, 0);
      return slot;
    }

    private boolean holds(int slot, long high, long low) {
      return keys[2 * slot] == high && keys[2 * slot + 1] == low && put(slot) != 0;
    }

    /** The slot of a key in a group; −1 if it has none there. */
    private int find(int group, long high, long low) {
      for (int slot = group; slot < group + GROUP_SLOTS; slot++) {
        if (holds(slot, high, low)) {
          return slot;
        }
      }
      return -1;
    }

    boolean get(long high, long low, long version, byte[] target, int at) {
      int slot = find(high, low);
      boolean found = slot >= 0 && version(slot) == version;
      for (int i = 0; found && i < Hash.BYTES / Long.BYTES; i++) {
        LONG.set(target, at + i * Long.BYTES, slots[LONGS * slot + HASH + i]);
      }
      return found;
    }

    /** Returns itself, or a larger one that it has moved to. */
    Table put(long high, long low, long version, long time, byte[] leaf, int at) {
      int known = find(high, low);
      int slot = known >= 0 ? known : free(high, low);
      if (known < 0 && put(slot) != 0 && groups < groupsMax) {
        return larger().put(high, low, version, time, leaf, at);
      }
      keys[2 * slot] = high;
      keys[2 * slot + 1] = low;
      int place = LONGS * slot;
      slots[place] = version;
      slots[place + PUT] = time;
      for (int i = 0; i < Hash.BYTES / Long.BYTES; i++) {
        slots[place + HASH + i] = (long) LONG.get(leaf, at + i * Long.BYTES);
      }
      return this;
    }

    /**
     * An empty slot: in the first group of a key, where one looks first, unless that is crowded and
     * the second is less so. Of full groups, the slot that was put first.
     */
    private int free(long high, long low) {
      int first = first(low);
      int second = second(high);
      int inFirst = oldest(first);
      int inSecond = oldest(second);
      if (put(inFirst) != 0 || put(inSecond) != 0) {
        return put(inFirst) <= put(inSecond) ? inFirst : inSecond;
      }
      int used = used(first);
      return used < CROWDED || used <= used(second) ? inFirst : inSecond;
    }

    private int oldest(int group) {
      int oldest = group;
      for (int slot = group + 1; slot < group + GROUP_SLOTS; slot++) {
        oldest = put(slot) < put(oldest) ? slot : oldest;
      }
      return oldest;
    }

    private int used(int group) {
      int used = 0;
      for (int slot = group; slot < group + GROUP_SLOTS; slot++) {
        used += put(slot) == 0 ? 0 : 1;
      }
      return used;
    }

    /** Of each group become two, by one more bit of the key. */
    private Table larger() {
      Table larger = new Table(2 * groups, groupsMax);
      byte[] leaf = new byte[Hash.BYTES];
      for (int slot = 0; slot < groups * GROUP_SLOTS; slot++) {
        if (put(slot) != 0) {
          long high = keys[2 * slot];
          long low = keys[2 * slot + 1];
          var _ = get(high, low, version(slot), leaf, 0);
          larger = larger.put(high, low, version(slot), put(slot), leaf, 0);
        }
      }
      return larger;
    }
  }
}
