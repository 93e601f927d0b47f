package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An immutable sorted table: key → the ordinals (places within a segment, from 0) of the events
 * that bear it, rising.
 *
 * <pre>
 * entry, 20 bytes: │ key high, 8 │ key low, 8 │ ordinal, 4 │   sorted by key, then ordinal
 * </pre>
 */
final class KeyTable {

  static final int ENTRY_BYTES = 20;

  private final ByteBuffer entries;
  private final int count;

  KeyTable(ByteBuffer entries) {
    this.entries = entries;
    this.count = entries.remaining() / ENTRY_BYTES;
  }

  /** An entry on its way into a table. */
  record Entry(Key key, int ordinal) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = key.compareTo(other.key);
      return order != 0 ? order : Integer.compare(ordinal, other.ordinal);
    }
  }

  /** Writes entries that are sorted already. */
  static void write(List<Entry> sorted, ByteBuffer out) {
    for (Entry entry : sorted) {
      out.putLong(entry.key().high()).putLong(entry.key().low()).putInt(entry.ordinal());
    }
  }

  int count() {
    return count;
  }

  Entry entry(int index) {
    return new Entry(key(index), ordinal(index));
  }

  /** Adds the ordinals of a key to a list, rising. */
  void collect(Key key, IntArray into) {
    for (int i = firstAtLeast(key); i < count && key(i).equals(key); i++) {
      into.add(ordinal(i));
    }
  }

  /** Adds the first ordinal of every key to a list, in the order of the keys. */
  void collectFirsts(IntArray into) {
    for (int i = 0; i < count; i++) {
      if (i == 0 || !key(i).equals(key(i - 1))) {
        into.add(ordinal(i));
      }
    }
  }

  private int firstAtLeast(Key key) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key(middle).compareTo(key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Key key(int index) {
    int at = entries.position() + index * ENTRY_BYTES;
    return new Key(entries.getLong(at), entries.getLong(at + 8));
  }

  private int ordinal(int index) {
    return entries.getInt(entries.position() + index * ENTRY_BYTES + 16);
  }
}
