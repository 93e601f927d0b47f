package dev.cairn.bench.flow;

import dev.cairn.Filter;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Histogram;
import dev.cairn.disk.RealDisk;
import dev.cairn.flow.Processor;
import dev.cairn.flow.Relay;
import dev.cairn.flow.StateFolder;
import dev.cairn.log.LogStore;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A relay that sends a backlog, beside a client that sends the same messages from memory. Each time
 * to a stream of its own, by a processor of its own. Used by one thread.
 *
 * @param row its row
 * @param folder where the store is made
 * @param events of the backlog
 */
record Relaying(String row, Path folder, int events) {

  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  /** Sends all of the backlog to a stream. */
  private interface Pass {
    /** Returns the nanoseconds that it took. */
    long run(String name) throws Exception;
  }

  void measure(Destination destination, Pace pace, Figures figures) throws Exception {
    try (LogStore store = LogStore.open(folder)) {
      Corpus.fill(store, events);
      long _ = relay(store, destination, "first");
      destination.keep("first");
      destination.delete("first");
      new Contest()
          .with("limit", passes("limit", destination, name -> bare(destination, name)))
          .with(
              Contest.CAIRN, passes("relay", destination, name -> relay(store, destination, name)))
          .hold(pace, row, "messages/s", figures);
    }
  }

  private Runner passes(String kind, Destination destination, Pass pass) {
    int[] count = {0};
    return time -> {
      Histogram nanos = new Histogram();
      long spent = 0;
      long sent = 0;
      do {
        String name = "%s_%d".formatted(kind, count[0]++);
        long took = pass.run(name);
        destination.delete(name);
        nanos.add(took);
        spent += took;
        sent += events;
      } while (spent < time.toNanos());
      return new Sample(sent * 1e9 / spent, nanos);
    };
  }

  private static long bare(Destination destination, String name) throws Exception {
    long start = System.nanoTime();
    destination.sendKept(name);
    return System.nanoTime() - start;
  }

  private long relay(LogStore store, Destination destination, String name) throws Exception {
    CountedBus bus = new CountedBus(destination.bus(name), events);
    StateFolder state = StateFolder.of(new RealDisk(), folder);
    try (bus;
        Processor relay =
            Processor.of(
                store,
                Relay.of(name, Filter.everything(), store.id(), bus),
                state,
                Relay.options())) {
      long start = System.nanoTime();
      relay.start();
      if (!bus.await(WAIT_MAX)) {
        throw new IllegalStateException(
            "%d of %d messages were sent in %s: %s"
                .formatted(bus.confirmed(), events, WAIT_MAX, relay.status()));
      }
      return System.nanoTime() - start;
    }
  }
}
