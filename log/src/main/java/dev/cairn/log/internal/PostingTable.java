package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Postings in an index file.
 *
 * <pre>
 * row, 32 bytes: │ key, 16 │ version, 8 │ events, 4 │ place, 4 │   sorted by key
 * </pre>
 *
 * <p>Where a key has one event, the place is its ordinal. Where it has more, the place is an offset
 * into the lists behind the rows; there the first ordinal and then the distance from each to the
 * next stand as variable-length numbers: seven bits a byte, the lowest first, the highest bit set
 * on all but the last. Thread-safe.
 */
final class PostingTable implements Postings {

  static final int ROW_BYTES = 32;

  private final CheckedBytes bytes;
  private final int rowsAt;
  private final int rows;
  private final int listsAt;

  /** Kept, because every fresh id is compared with it in every segment. */
  private @Nullable Span span;

  /** The first and the last key. */
  private record Span(Key first, Key last) {
    boolean holds(Key key) {
      return first.compareTo(key) <= 0 && last.compareTo(key) >= 0;
    }
  }

  PostingTable(CheckedBytes bytes, int rowsAt, int rows) {
    this.bytes = bytes;
    this.rowsAt = rowsAt;
    this.rows = rows;
    this.listsAt = rowsAt + rows * ROW_BYTES;
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

  /** Whether a key can be here at all: between the first and the last one. */
  boolean spans(Key key) {
    if (rows == 0) {
      return false;
    }
    Span known = span;
    if (known == null) {
      known = new Span(key(0), key(rows - 1));
      span = known;
    }
    return known.holds(key);
  }

  private int find(Key key) {
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
