package dev.cairn.bench;

import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.LogReads;
import dev.cairn.bench.contest.Workload;
import dev.cairn.log.LogStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A program that opens a store, prints the nanoseconds that took and the bytes of heap in use
 * afterwards, and then serves some reads and appends.
 */
final class OpenProbe {

  private static final int READS = 1_000;
  private static final int SCANNED = 100_000;

  private OpenProbe() {}

  /** Takes the store's folder and the number of its events. */
  public static void main(String[] args) {
    long events = Long.parseLong(args[1]);
    long start = System.nanoTime();
    try (LogStore store = LogStore.open(Path.of(args[0]))) {
      long nanos = System.nanoTime() - start;
      System.out.println(nanos + " " + heap());
      serve(store, events);
    }
  }

  /** Collected twice: what the first collection finds to be cleaned up is gone after the second. */
  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static void serve(LogStore store, long events) {
    SplittableRandom random = new SplittableRandom(7);
    LogReads reads = new LogReads(store);
    int streams = (int) (events / Corpus.STREAM_EVENTS);
    for (int i = 0; i < READS; i++) {
      if (reads.stream(Workload.name(random.nextInt(streams))) < Corpus.STREAM_EVENTS) {
        throw new IllegalStateException("a stream is not whole");
      }
    }
    int _ = reads.scan(SCANNED);
  }
}
