package dev.cairn.log.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Postings that grow, in memory: an open hash table of keys, and for each key a chain of events
 * from the newest to the oldest. About 60 bytes a key and 8 an event. Used under its owner's lock.
 */
final class RecentPostings implements Postings {

  private static final int NONE = -1;

  private long[] high = new long[16];
  private long[] low = new long[16];
  private long[] versions = new long[16];
  private int[] counts = new int[16];
  private int[] newest = new int[16];
  private int used;
  private final IntArray ordinals = new IntArray(16);
  private final IntArray earlier = new IntArray(16);

  /** Adds an event behind all others. */
  void add(Key key, int ordinal, long version) {
    if (4 * used >= 3 * high.length) {
      grow();
    }
    int slot = slot(key.high(), key.low());
    if (counts[slot] == 0) {
      used++;
      high[slot] = key.high();
      low[slot] = key.low();
      versions[slot] = version;
      newest[slot] = NONE;
    }
    earlier.add(newest[slot]);
    newest[slot] = ordinals.size();
    ordinals.add(ordinal);
    counts[slot]++;
  }

  /** Where a key is, or the free place where it belongs. */
  private int slot(long keyHigh, long keyLow) {
    int mask = high.length - 1;
    long mixed = (keyHigh ^ Long.rotateLeft(keyLow, 32)) * 0x9e3779b97f4a7c15L;
    int slot = (int) (mixed >>> 32) & mask;
    while (counts[slot] != 0 && (high[slot] != keyHigh || low[slot] != keyLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    long[] oldVersions = versions;
    int[] oldCounts = counts;
    int[] oldNewest = newest;
    int size = Math.multiplyExact(2, oldHigh.length);
    high = new long[size];
    low = new long[size];
    versions = new long[size];
    counts = new int[size];
    newest = new int[size];
    for (int i = 0; i < oldHigh.length; i++) {
      if (oldCounts[i] != 0) {
        int slot = slot(oldHigh[i], oldLow[i]);
        high[slot] = oldHigh[i];
        low[slot] = oldLow[i];
        versions[slot] = oldVersions[i];
        counts[slot] = oldCounts[i];
        newest[slot] = oldNewest[i];
      }
    }
  }

  @Override
  public int count(Key key) {
    return counts[slot(key.high(), key.low())];
  }

  @Override
  public long version(Key key) {
    int slot = slot(key.high(), key.low());
    return counts[slot] == 0 ? 0 : versions[slot];
  }

  @Override
  public void collect(Key key, int from, IntArray into) {
    int slot = slot(key.high(), key.low());
    if (counts[slot] != 0) {
      collect(slot, from, into);
    }
  }

  private void collect(int slot, int from, IntArray into) {
    int begin = into.size();
    for (int at = newest[slot]; at != NONE && ordinals.get(at) >= from; at = earlier.get(at)) {
      into.add(ordinals.get(at));
    }
    into.reverse(begin);
  }

  /** Most keys bear one event. */
  private int[] all(int slot) {
    if (counts[slot] == 1) {
      return new int[] {ordinals.get(newest[slot])};
    }
    IntArray found = new IntArray(counts[slot]);
    collect(slot, 0, found);
    return found.toArray();
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>(used);
    for (int slot = 0; slot < high.length; slot++) {
      if (counts[slot] != 0) {
        rows.add(new Row(new Key(high[slot], low[slot]), versions[slot], all(slot)));
      }
    }
    return rows;
  }
}
