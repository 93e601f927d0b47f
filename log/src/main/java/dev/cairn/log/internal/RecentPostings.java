package dev.cairn.log.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Postings that grow, in memory: keys in the order of their first events, an open hash table that
 * finds them, and for each key a chain of events from the newest to the oldest. About 60 bytes a
 * key and 8 an event. Used under its owner's lock.
 */
final class RecentPostings implements Postings {

  private static final int NONE = -1;
  private static final int INITIAL_KEYS = 16;

  /** Of a key that is packed with its place for sorting, the lower bits are the place. */
  private static final long PLACE = 0x7fff_ffffL;

  private long[] high = new long[INITIAL_KEYS];
  private long[] low = new long[INITIAL_KEYS];
  private long[] versions = new long[INITIAL_KEYS];
  private int[] counts = new int[INITIAL_KEYS];
  private int[] newest = new int[INITIAL_KEYS];
  private int used;
  private Key greatest = Key.LEAST;

  /** In each slot the place of a key plus one, or 0; at most half of them are taken. */
  private int[] slots = new int[2 * INITIAL_KEYS];

  private final IntArray ordinals = new IntArray(INITIAL_KEYS);
  private final IntArray earlier = new IntArray(INITIAL_KEYS);

  /** Adds an event behind all others. */
  void add(Key key, int ordinal, long version) {
    int slot = slot(key.high(), key.low());
    int place = slots[slot] - 1;
    if (place < 0) {
      place = begin(key, version, slot);
    }
    earlier.add(newest[place]);
    newest[place] = ordinals.size();
    ordinals.add(ordinal);
    counts[place]++;
  }

  private int begin(Key key, long version, int slot) {
    if (used == high.length) {
      int size = Math.multiplyExact(2, used);
      high = Arrays.copyOf(high, size);
      low = Arrays.copyOf(low, size);
      versions = Arrays.copyOf(versions, size);
      counts = Arrays.copyOf(counts, size);
      newest = Arrays.copyOf(newest, size);
    }
    int place = used++;
    high[place] = key.high();
    low[place] = key.low();
    versions[place] = version;
    newest[place] = NONE;
    slots[slot] = used;
    if (key.compareTo(greatest) > 0) {
      greatest = key;
    }
    if (2 * used > slots.length) {
      growSlots();
    }
    return place;
  }

  private void growSlots() {
    slots = new int[Math.multiplyExact(2, slots.length)];
    for (int place = 0; place < used; place++) {
      slots[slot(high[place], low[place])] = place + 1;
    }
  }

  /** Where the table names a key, or the free slot where it would. */
  private int slot(long keyHigh, long keyLow) {
    int mask = slots.length - 1;
    long mixed = (keyHigh ^ Long.rotateLeft(keyLow, 32)) * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (slots[slot] != 0 && !is(slots[slot] - 1, keyHigh, keyLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean is(int place, long keyHigh, long keyLow) {
    return high[place] == keyHigh && low[place] == keyLow;
  }

  /** The place of a key; less than 0 if it is not here. */
  private int find(Key key) {
    return slots[slot(key.high(), key.low())] - 1;
  }

  @Override
  public int count(Key key) {
    int place = find(key);
    return place < 0 ? 0 : counts[place];
  }

  @Override
  public long version(Key key) {
    int place = find(key);
    return place < 0 ? 0 : versions[place];
  }

  /** Readers look at events that were added just now, if at any, so few are passed over. */
  @Override
  public long lastVersion(Key key, long most) {
    int place = find(key);
    if (place < 0) {
      return 0;
    }
    long version = versions[place] + counts[place] - 1;
    int at = newest[place];
    while (at != NONE && ordinals.get(at) > most) {
      at = earlier.get(at);
      version--;
    }
    return at == NONE ? 0 : version;
  }

  /** Adds the events that bear a key, without that many of the first ones, to a list, rising. */
  void collectBehind(Key key, int skipped, IntArray into) {
    int place = find(key);
    if (place >= 0) {
      int begin = into.size();
      int at = newest[place];
      for (int left = counts[place] - skipped; left > 0; left--) {
        into.add(ordinals.get(at));
        at = earlier.get(at);
      }
      into.reverse(begin);
    }
  }

  @Override
  public void collect(Key key, int from, IntArray into) {
    int place = find(key);
    if (place >= 0) {
      collect(place, from, into);
    }
  }

  private void collect(int place, int from, IntArray into) {
    int begin = into.size();
    for (int at = newest[place]; at != NONE && ordinals.get(at) >= from; at = earlier.get(at)) {
      into.add(ordinals.get(at));
    }
    into.reverse(begin);
  }

  /** Most keys bear one event. */
  private int[] all(int place) {
    if (counts[place] == 1) {
      return new int[] {ordinals.get(newest[place])};
    }
    IntArray found = new IntArray(counts[place]);
    collect(place, 0, found);
    return found.toArray();
  }

  @Override
  public Key greatest() {
    return greatest;
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>(used);
    for (int place : byKey()) {
      rows.add(new Row(key(place), versions[place], all(place)));
    }
    return rows;
  }

  private Key key(int place) {
    return new Key(high[place], low[place]);
  }

  /** All places, in the order of their keys: first by the upper bits of those, which nearly do. */
  private int[] byKey() {
    long[] packed = new long[used];
    for (int place = 0; place < used; place++) {
      packed[place] = ((high[place] & ~PLACE) ^ Long.MIN_VALUE) | place;
    }
    Arrays.sort(packed);
    int[] places = new int[used];
    int run = 0;
    for (int i = 0; i < used; i++) {
      places[i] = (int) (packed[i] & PLACE);
      if (i + 1 == used || ((packed[i] ^ packed[i + 1]) & ~PLACE) != 0) {
        sort(places, run, i + 1);
        run = i + 1;
      }
    }
    return places;
  }

  /**
   * Sorts places whose keys have the same upper bits. Ids that tell the time come nearly sorted.
   */
  private void sort(int[] places, int from, int to) {
    if (to - from > 1) {
      Integer[] run = new Integer[to - from];
      Arrays.setAll(run, i -> places[from + i]);
      Arrays.sort(run, (one, other) -> key(one).compareTo(key(other)));
      for (int i = 0; i < run.length; i++) {
        places[from + i] = run[i];
      }
    }
  }
}
