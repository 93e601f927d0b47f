package dev.cairn.log.internal;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The index of one segment: an immutable table for its first events, and maps in memory for those
 * that came since. {@link #fold} turns both into one table. Thread-safe; only durable events are
 * ever added.
 */
final class SegmentIndex {

  private final long first;
  private @Nullable IndexTable table;
  private int tableCount;
  private IntArray offsets = new IntArray(16);
  private final Map<IndexKind, Map<Key, IntArray>> recent = new EnumMap<>(IndexKind.class);
  private long end;
  private int lastCrc;

  SegmentIndex(long first, @Nullable IndexTable table) {
    this.first = first;
    clearRecent();
    take(table);
    if (table != null) {
      end = table.end();
      lastCrc = table.lastCrc();
    }
  }

  private void take(@Nullable IndexTable newTable) {
    table = newTable;
    tableCount = newTable == null ? 0 : newTable.count();
  }

  private void clearRecent() {
    offsets = new IntArray(16);
    for (IndexKind kind : IndexKind.values()) {
      recent.put(kind, new HashMap<>());
    }
  }

  /** Adds the event that follows the last one. */
  synchronized void add(IndexEntry entry) {
    int ordinal = count();
    offsets.add(Math.toIntExact(entry.from()));
    put(IndexKind.ID, entry.id(), ordinal);
    put(IndexKind.STREAM, entry.stream(), ordinal);
    Key request = entry.request();
    if (request != null) {
      put(IndexKind.REQUEST, request, ordinal);
    }
    end = entry.to();
    lastCrc = entry.crc();
  }

  private void put(IndexKind kind, Key key, int ordinal) {
    map(kind).computeIfAbsent(key, _ -> new IntArray(1)).add(ordinal);
  }

  private Map<Key, IntArray> map(IndexKind kind) {
    return java.util.Objects.requireNonNull(recent.get(kind));
  }

  synchronized int count() {
    return tableCount + offsets.size();
  }

  /** The number of events that only memory covers. */
  synchronized int recentCount() {
    return offsets.size();
  }

  /** The bytes of the segment that are covered: the offset behind the last line. */
  synchronized long end() {
    return end;
  }

  /** Where the line of an event begins; for the ordinal behind the last one, the end. */
  synchronized long offset(int ordinal) {
    if (ordinal == count()) {
      return end;
    }
    return table != null && ordinal < tableCount
        ? table.offset(ordinal)
        : offsets.get(ordinal - tableCount);
  }

  /** The events that bear a key, rising. */
  synchronized int[] ordinals(IndexKind kind, Key key) {
    IntArray found = new IntArray(4);
    if (table != null) {
      table.table(kind).collect(key, found);
    }
    IntArray more = map(kind).get(key);
    for (int i = 0; more != null && i < more.size(); i++) {
      found.add(more.get(i));
    }
    return found.toArray();
  }

  /** The first event of each stream that has events in this segment, rising. */
  synchronized int[] firstOfEachStream() {
    IntArray found = new IntArray(16);
    if (table != null) {
      table.table(IndexKind.STREAM).collectFirsts(found);
    }
    IntArray old = new IntArray(1);
    map(IndexKind.STREAM)
        .forEach((key, ordinals) -> {
          if (table == null || isNew(key, old)) {
            found.add(ordinals.get(0));
          }
        });
    int[] all = found.toArray();
    java.util.Arrays.sort(all);
    return all;
  }

  private boolean isNew(Key stream, IntArray scratch) {
    int before = scratch.size();
    if (table != null) {
      table.table(IndexKind.STREAM).collect(stream, scratch);
    }
    return scratch.size() == before;
  }

  /** Turns all of it into one table and lets go of the maps; there must be events. */
  synchronized IndexTable fold() {
    IndexTable old = table;
    if (old != null && offsets.size() == 0) {
      return old;
    }
    IndexColumns columns = new IndexColumns(count());
    for (int i = 0; i < count(); i++) {
      columns.addOffset((int) offset(i));
    }
    for (IndexKind kind : IndexKind.values()) {
      for (int i = 0; old != null && i < old.table(kind).count(); i++) {
        columns.add(kind, old.table(kind).entry(i));
      }
      map(kind)
          .forEach((key, ordinals) -> {
            for (int ordinal : ordinals.toArray()) {
              columns.add(kind, new KeyTable.Entry(key, ordinal));
            }
          });
    }
    IndexTable folded = IndexTable.of(first, end, lastCrc, columns);
    take(folded);
    clearRecent();
    return folded;
  }
}
