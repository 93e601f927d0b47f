package dev.cairn.bench.proofs;

import dev.cairn.bench.contest.LineScan;
import dev.cairn.bench.contest.LogFiles;
import dev.cairn.log.LogStore;
import dev.cairn.proofs.LogTree;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;

/**
 * A program that makes the tree of a store of many streams, and then goes on with it without any
 * memory of them. It prints, on one line: nanoseconds of a scan with digests, of the tree, of the
 * events that were appended behind it, and bytes of heap, in use and at most.
 */
final class ManyStreamsProbe {

  /** Events behind the tree, each of a stream that is not remembered. */
  static final int FORGOTTEN = 20_000;

  private ManyStreamsProbe() {}

  /** Takes the store's folder and the number of its streams. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ManyStreams many = new ManyStreams(Integer.parseInt(args[1]));
    try (LogStore store = LogStore.open(folder)) {
      long scan = scan(folder, many.events());
      long start = System.nanoTime();
      long grown;
      long heap;
      try (LogTree tree = LogTree.open(folder, store)) {
        check(tree.grow().size(), many.events());
        grown = System.nanoTime() - start;
        heap = heap();
      }
      many.append(store, FORGOTTEN, ManyStreams.TURNS + 1);
      long lookUps = lookUps(folder, store, many.events() + FORGOTTEN);
      System.out.printf("%d %d %d %d %d%n", scan, grown, lookUps, heap, peak());
    }
  }

  private static long scan(Path folder, long events) throws Exception {
    LineScan limit = new LineScan(new BareDigests()::line);
    long start = System.nanoTime();
    check(limit.scan(LogFiles.of(folder), events), events);
    return System.nanoTime() - start;
  }

  private static long lookUps(Path folder, LogStore store, long events) {
    long start = System.nanoTime();
    try (LogTree tree = LogTree.open(folder, store)) {
      check(tree.grow().size(), events);
      return System.nanoTime() - start;
    }
  }

  private static void check(long found, long events) {
    if (found != events) {
      throw new IllegalStateException("%d events, not %d".formatted(found, events));
    }
  }

  private static long heap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** The most of each part of the heap, garbage included; not all at the same time. */
  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
