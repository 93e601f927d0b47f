package dev.cairn.proofs.internal;

import dev.cairn.log.LogLines;
import dev.cairn.proofs.FilePlace;
import dev.cairn.proofs.LeafRecord;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some lines of a log on their way from the thread that reads to the one that judges. */
final class Batch {

  /** Most items; a power of two. */
  static final int ITEMS_MAX = 1_024;

  /** What an item is. */
  enum Kind {
    /** An event for its slot; its record says which position it claims. */
    EVENT,
    /** Lines that cannot be read, in the place of the slots from one to another. */
    DAMAGED,
    /** An event that stands where none belongs; the slot is the one behind it. */
    EXTRA
  }

  final Kind[] kinds = new Kind[ITEMS_MAX];

  /** The position that the line should be of. */
  final long[] slots = new long[ITEMS_MAX];

  /** Of damaged lines, the position behind the last they may be of. */
  final long[] slotEnds = new long[ITEMS_MAX];

  final long[] highs = new long[ITEMS_MAX];
  final long[] lows = new long[ITEMS_MAX];
  private final Path[] files = new Path[ITEMS_MAX];
  private final long[] froms = new long[ITEMS_MAX];
  private final long[] tos = new long[ITEMS_MAX];
  private final long[] lines = new long[ITEMS_MAX];

  /** The records of events, one behind the other, with nothing for the leaf before. */
  byte[] records = new byte[ITEMS_MAX * 192];

  final int[] recordEnds = new int[ITEMS_MAX];
  int count;

  /** Behind the last line. */
  LogLines.Place end = LogLines.Place.START;

  boolean isLast;
  @Nullable Throwable failure;

  void clear() {
    count = 0;
    isLast = false;
    failure = null;
  }

  void add(Kind kind, long slot, long slotEnd, Path file, long from, long to, long line) {
    kinds[count] = kind;
    slots[count] = slot;
    slotEnds[count] = slotEnd;
    files[count] = file;
    froms[count] = from;
    tos[count] = to;
    lines[count] = line;
    recordEnds[count] = recordStart(count);
    count++;
  }

  /** Gives the item that was added last its record, and the key of its stream. */
  void record(byte[] record, int length, long high, long low) {
    int at = recordEnds[count - 1];
    if (records.length - at < length) {
      records = Arrays.copyOf(records, 2 * records.length + LeafRecord.MOST_BYTES);
    }
    System.arraycopy(record, 0, records, at, length);
    recordEnds[count - 1] = at + length;
    highs[count - 1] = high;
    lows[count - 1] = low;
  }

  int recordStart(int item) {
    return item == 0 ? 0 : recordEnds[item - 1];
  }

  int recordLength(int item) {
    return recordEnds[item] - recordStart(item);
  }

  FilePlace place(int item) {
    return new FilePlace(files[item].toString(), froms[item], tos[item], lines[item]);
  }
}
