package dev.cairn.bench.contest;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A store that was written for a while: streams of ten events, whose events lie far from each
 * other. A block of streams gets its first events, one after the other, then its second ones, and
 * so on; then the next block.
 */
public final class Corpus {

  /** Events of each stream. */
  public static final int STREAM_EVENTS = 10;

  private static final int BLOCK_STREAMS_MAX = 10_000;
  private static final int APPEND_EVENTS = 1_000;

  private Corpus() {}

  /**
   * The streams of each block.
   *
   * @param events how many events the corpus has: a multiple of ten, and beyond 100,000 a multiple
   *     of that
   */
  static long blockStreams(long events) {
    return Math.min(BLOCK_STREAMS_MAX, events / STREAM_EVENTS);
  }

  /** The position of an event in a corpus of that size. */
  public static long position(long events, long stream, int version) {
    long block = blockStreams(events);
    return stream / block * block * STREAM_EVENTS + (version - 1) * block + stream % block + 1;
  }

  /** Fills an empty store. */
  public static void fill(EventStore store, long events) {
    fill(store, events, Workload::event);
  }

  /** Fills an empty store with other events than those of the workload. */
  public static void fill(EventStore store, long events, Supplier<NewEvent> event) {
    long block = blockStreams(events);
    List<Append.Entry> entries = new ArrayList<>(APPEND_EVENTS);
    for (long i = 0; i < events; i++) {
      long stream = i / (block * STREAM_EVENTS) * block + i % block;
      entries.add(new Append.Entry(Workload.stream((int) stream), event.get()));
      flush(store, entries, i + 1 == events);
    }
  }

  /** Fills a store with one long stream. */
  public static void fillStream(EventStore store, StreamId stream, long events) {
    List<Append.Entry> entries = new ArrayList<>(APPEND_EVENTS);
    for (long i = 0; i < events; i++) {
      entries.add(new Append.Entry(stream, Workload.event()));
      flush(store, entries, i + 1 == events);
    }
  }

  private static void flush(EventStore store, List<Append.Entry> entries, boolean last) {
    if (last || entries.size() == APPEND_EVENTS) {
      var _ = store.append(Append.of(entries));
      entries.clear();
    }
  }
}
