package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Postings in an index file.
 *
 * <pre>
 * row, 32 bytes: │ key, 16 │ version, 8 │ events, 4 │ place, 4 │   sorted by key
 * filter         │ words of 8 bytes, behind the rows; see {@link KeyFilter} │
 * lists          │ behind the filter │
 * </pre>
 *
 * <p>Where a key has one event, the place is its ordinal. Where it has more, the place is an offset
 * into the lists; there the first ordinal and then the distance from each to the next stand as
 * variable-length numbers: seven bits a byte, the lowest first, the highest bit set on all but the
 * last. Thread-safe.
 */
final class PostingTable implements Postings {

  static final int ROW_BYTES = 32;

  private final CheckedBytes bytes;
  private final int rowsAt;
  private final int rows;
  private final int filterAt;
  private final int filterWords;
  private final int listsAt;
  private final int lastOrdinal;

  /**
   * A table.
   *
   * @param rowsAt where its rows begin
   * @param rows how many there are
   * @param events the number of events that the file covers
   */
  PostingTable(CheckedBytes bytes, int rowsAt, int rows, int events) {
    this.bytes = bytes;
    this.rowsAt = rowsAt;
    this.rows = rows;
    this.filterAt = rowsAt + rows * ROW_BYTES;
    this.filterWords = KeyFilter.words(rows);
    this.lastOrdinal = events - 1;
    this.listsAt = Math.toIntExact(rowsAt + bytes(rows));
  }

  /** The bytes of that many rows and of their filter. */
  static long bytes(int rows) {
    return (long) ROW_BYTES * rows + (long) Long.BYTES * KeyFilter.words(rows);
  }

  /**
   * Lays out rows that are sorted by key and have each key once.
   *
   * @param lists takes the lists, which come behind the rows
   */
  static void write(List<Row> sorted, ByteBuffer out, Varints lists) {
    for (Row row : sorted) {
      int[] ordinals = row.ordinals();
      out.putLong(row.key().high()).putLong(row.key().low()).putLong(row.version());
      out.putInt(ordinals.length).putInt(ordinals.length == 1 ? ordinals[0] : lists.length());
      if (ordinals.length > 1) {
        int before = 0;
        for (int ordinal : ordinals) {
          lists.add(ordinal - before);
          before = ordinal;
        }
      }
    }
    for (long word : KeyFilter.of(sorted, sorted.size())) {
      out.putLong(word);
    }
  }

  @Override
  public int count(Key key) {
    int row = find(key);
    return row < 0 ? 0 : count(row);
  }

  @Override
  public long version(Key key) {
    int row = find(key);
    return row < 0 ? 0 : version(row);
  }

  @Override
  public long lastVersion(Key key, long most) {
    int row = find(key);
    if (row < 0) {
      return 0;
    }
    IntArray behind = new IntArray(4);
    if (most < lastOrdinal) {
      collect(row, (int) Math.max(0, most + 1), behind);
    }
    int left = count(row) - behind.size();
    return left == 0 ? 0 : version(row) + left - 1;
  }

  @Override
  public void collect(Key key, int from, IntArray into) {
    int row = find(key);
    if (row >= 0) {
      collect(row, from, into);
    }
  }

  private void collect(int row, int from, IntArray into) {
    int count = count(row);
    int place = bytes.getInt(at(row) + 28);
    if (count == 1) {
      addFrom(from, place, into);
      return;
    }
    int at = listsAt + place;
    int ordinal = 0;
    for (int i = 0; i < count; i++) {
      int shift = 0;
      byte next;
      do {
        next = bytes.get(at++);
        ordinal += (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      addFrom(from, ordinal, into);
    }
  }

  private static void addFrom(int from, int ordinal, IntArray into) {
    if (ordinal >= from) {
      into.add(ordinal);
    }
  }

  @Override
  public List<Row> rows() {
    List<Row> all = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      IntArray ordinals = new IntArray(count(row));
      collect(row, 0, ordinals);
      all.add(new Row(key(row), version(row), ordinals.toArray()));
    }
    return all;
  }

  @Override
  public Key greatest() {
    return rows == 0 ? Key.LEAST : key(rows - 1);
  }

  private boolean mayHold(Key key) {
    if (rows == 0) {
      return false;
    }
    long mixed = KeyFilter.mixed(key);
    long bits = KeyFilter.bits(mixed);
    int word = KeyFilter.word(mixed, filterWords);
    return (bytes.getLong(filterAt + Long.BYTES * word) & bits) == bits;
  }

  private int find(Key key) {
    if (!mayHold(key)) {
      return -1;
    }
    int low = 0;
    int high = rows - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = at(middle);
      int order = Long.compareUnsigned(bytes.getLong(at), key.high());
      if (order == 0) {
        order = Long.compareUnsigned(bytes.getLong(at + 8), key.low());
      }
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int at(int row) {
    return rowsAt + row * ROW_BYTES;
  }

  private Key key(int row) {
    return new Key(bytes.getLong(at(row)), bytes.getLong(at(row) + 8));
  }

  private long version(int row) {
    return bytes.getLong(at(row) + 16);
  }

  private int count(int row) {
    return bytes.getInt(at(row) + 24);
  }
}
