package dev.cairn.log.internal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The index of the events that no file covers yet, in memory. One thread at a time adds; where
 * lines begin is read without a lock, since every read asks for it.
 */
final class RecentIndex {

  private final int begin;
  private final Map<IndexKind, RecentPostings> postings = new EnumMap<>(IndexKind.class);

  /** Where each line begins, and behind the last one where it ends. Offsets have 31 bits. */
  private volatile int[] bounds = new int[16];

  private volatile int count;
  private volatile int lastCrc;

  /**
   * Begins behind a file.
   *
   * @param begin the ordinal of the first event that will be added
   * @param offset where its line begins
   */
  RecentIndex(int begin, long offset) {
    this.begin = begin;
    bounds[0] = Math.toIntExact(offset);
    for (IndexKind kind : IndexKind.values()) {
      postings.put(kind, new RecentPostings());
    }
  }

  /** Adds the event that follows the last one. */
  synchronized void add(IndexEntry entry) {
    int ordinal = begin + count;
    IndexKeys keys = entry.keys();
    table(IndexKind.ID).add(keys.id(), ordinal, 0);
    table(IndexKind.STREAM).add(keys.stream(), ordinal, entry.version());
    table(IndexKind.CATEGORY).add(keys.category(), ordinal, 0);
    table(IndexKind.TYPE).add(keys.type(), ordinal, 0);
    keys.tags().forEach(tag -> table(IndexKind.TAG).add(tag, ordinal, 0));
    Key request = keys.request();
    if (request != null) {
      table(IndexKind.REQUEST).add(request, ordinal, 0);
    }
    grow(Math.toIntExact(entry.to()));
    lastCrc = entry.crc();
    count = count + 1;
  }

  private void grow(int end) {
    int[] known = bounds;
    int next = count + 1;
    if (next == known.length) {
      known = Arrays.copyOf(known, 2 * next);
      known[next] = end;
      bounds = known;
    } else {
      known[next] = end; // Seen by whoever sees the count that follows.
    }
  }

  /** The number of events. */
  int count() {
    return count;
  }

  /** The checksum of the last line; there must be one. */
  int lastCrc() {
    return lastCrc;
  }

  /** Where the line of an event begins; behind the last one, where that ends. */
  long offset(int ordinal) {
    int index = Objects.checkIndex(ordinal - begin, count + 1);
    return bounds[index];
  }

  /** The tables; to be used under the lock of this object. */
  RecentPostings table(IndexKind kind) {
    return Objects.requireNonNull(postings.get(kind));
  }
}
