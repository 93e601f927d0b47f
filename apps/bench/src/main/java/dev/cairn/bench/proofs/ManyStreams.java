package dev.cairn.bench.proofs;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.bench.contest.Workload;
import dev.cairn.log.LogStore;
import java.util.ArrayList;
import java.util.List;

/**
 * A store of many streams, each written to as often, in turns: between two events of one stream lie
 * events of nearly all others, in an order that is another one in each turn.
 *
 * @param streams how many: a number with no prime factors but 2 and 5
 */
record ManyStreams(int streams) {

  /** Events of each stream. */
  static final int TURNS = 3;

  /** From one stream to the next in the second turn; it shares no factor with their number. */
  private static final long STRIDE = 387_437;

  private static final int APPEND_EVENTS = 1_000;
  private static final EventType TYPE = EventType.of(Workload.TYPE);
  private static final Payload DATA = Payload.json("{\"n\":1}");

  long events() {
    return (long) TURNS * streams;
  }

  /** Fills an empty store. */
  void fill(LogStore store) {
    for (int turn = 1; turn <= TURNS; turn++) {
      append(store, streams, turn);
    }
  }

  /** Appends one event each to some streams, which lie far from each other. */
  void append(LogStore store, int count, int turn) {
    List<Append.Entry> entries = new ArrayList<>(APPEND_EVENTS);
    for (int i = 0; i < count; i++) {
      entries.add(new Append.Entry(stream(i, turn), event()));
      if (entries.size() == APPEND_EVENTS || i + 1 == count) {
        var _ = store.append(Append.of(entries));
        entries.clear();
      }
    }
  }

  private StreamId stream(int i, int turn) {
    long stride = 1;
    for (int power = 1; power < turn; power++) {
      stride = stride * STRIDE % streams;
    }
    return Workload.stream((int) (i * stride % streams));
  }

  private static NewEvent event() {
    return NewEvent.of(TYPE, DATA);
  }
}
