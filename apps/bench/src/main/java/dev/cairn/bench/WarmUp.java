package dev.cairn.bench;

import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LogAppender;
import dev.cairn.bench.contest.LogReads;
import dev.cairn.bench.contest.RawFile;
import dev.cairn.bench.contest.Streams;
import dev.cairn.bench.contest.Workload;
import dev.cairn.log.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Has the appends and reads of the log, and those of the limit beside it, compiled by the JVM
 * before the first row: a server runs for longer than it takes to compile it, and what is measured
 * while that goes on is the compiler.
 */
final class WarmUp {

  private static final int BATCH = 100;
  private static final int IN_FLIGHT = 1_024;
  private static final List<Integer> WRITERS = List.of(1, 8, 256);

  /** Appends of each number of writers, single and in batches, asynchronous ones, and scans. */
  private static final int PARTS = 2 * WRITERS.size() + 2;

  private WarmUp() {}

  /** Runs for about that time, in a folder that it makes and deletes. */
  static void run(Path folder, Duration time) throws Exception {
    Duration part = time.dividedBy(PARTS);
    Files.createDirectory(folder);
    try {
      for (int batch : List.of(1, BATCH)) {
        for (int writers : WRITERS) {
          appends(
              Files.createDirectory(folder.resolve(batch + "-" + writers)), writers, batch, part);
        }
      }
      try (LogAppender log = new LogAppender(folder.resolve("async"), 1)) {
        var _ = log.async(IN_FLIGHT).run(part);
      }
      scans(folder.resolve("async"), part);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void appends(Path folder, int writers, int batch, Duration part) throws Exception {
    Crew crew = Crew.of(writers);
    int bytes = LogAppender.appendBytes(folder.resolve("line"), batch);
    try (LogAppender log = new LogAppender(folder.resolve("log"), batch);
        RawFile raw = RawFile.growing(folder.resolve("raw"), batch, bytes)) {
      var _ = new Streams(writers, Workload.STREAMS, 0).runner(crew, log).run(part);
      var _ =
          new Streams(writers, Workload.STREAMS, 0).runner(crew, raw).run(part.dividedBy(PARTS));
    }
  }

  private static void scans(Path store, Duration part) {
    long end = System.nanoTime() + part.toNanos();
    try (LogReader reader = LogReader.open(store)) {
      LogReads reads = new LogReads(reader);
      do {
        var _ = reads.scan(Corpus.STREAM_EVENTS * IN_FLIGHT);
      } while (System.nanoTime() < end);
    }
  }
}
