package dev.cairn.log.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The events of a segment on their way into an {@link IndexTable}. Used by one thread. */
final class IndexColumns {

  private final IntArray offsets;
  private final Map<IndexKind, List<KeyTable.Entry>> entries = new EnumMap<>(IndexKind.class);

  IndexColumns(int events) {
    offsets = new IntArray(events);
    for (IndexKind kind : IndexKind.values()) {
      entries.put(kind, new ArrayList<>(kind == IndexKind.REQUEST ? 16 : events));
    }
  }

  void addOffset(int offset) {
    offsets.add(offset);
  }

  void add(IndexKind kind, KeyTable.Entry entry) {
    list(kind).add(entry);
  }

  int[] offsets() {
    return offsets.toArray();
  }

  List<KeyTable.Entry> sorted(IndexKind kind) {
    List<KeyTable.Entry> list = list(kind);
    list.sort(null);
    return list;
  }

  private List<KeyTable.Entry> list(IndexKind kind) {
    return java.util.Objects.requireNonNull(entries.get(kind));
  }
}
