package dev.cairn.bench.proofs;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.LogAppender;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.contest.Streams;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Figures;
import dev.cairn.proofs.LogTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Durable appends while a tree follows them in the same process, beside the same appends without a
 * tree. Time counts until the tree holds all that was appended: what it puts off is not gained.
 *
 * @param writers how many append
 * @param batch events of each append
 */
record Following(int writers, int batch) {

  /** Those that are measured. */
  static final List<Following> ALL =
      List.of(new Following(64, 1), new Following(256, 1), new Following(8, 100));

  private static final String WITHOUT = "without";

  /** Between two growths. */
  private static final Duration REST = Duration.ofMillis(100);

  String row() {
    return batch == 1
        ? "follow-single/%d".formatted(writers)
        : "follow-batch-%d/%d".formatted(batch, writers);
  }

  void measure(Path folder, Pace pace, Figures figures) throws Exception {
    Files.createDirectory(folder);
    Path followed = folder.resolve("followed");
    try (LogAppender alone = new LogAppender(folder.resolve("alone"), batch);
        LogAppender appender = new LogAppender(followed, batch);
        LogTree tree = LogTree.open(followed, appender.reader())) {
      new Contest()
          .with(WITHOUT, appends(alone))
          .with(Contest.CAIRN, followed(appends(appender), tree))
          .hold(pace, row(), "events/s", figures);
    }
  }

  private Runner appends(LogAppender appender) {
    return new Streams(writers, Workload.STREAMS, 0).runner(Crew.of(writers), appender);
  }

  private static Runner followed(Runner appends, LogTree tree) {
    return time -> {
      CountDownLatch end = new CountDownLatch(1);
      FutureTask<Long> follower = new FutureTask<>(() -> follow(tree, end));
      var _ = Thread.ofPlatform().name("follower").start(follower);
      long start = System.nanoTime();
      Sample sample;
      try {
        sample = appends.run(time);
      } finally {
        end.countDown();
      }
      long appended = System.nanoTime() - start;
      long _ = follower.get();
      long caughtUp = System.nanoTime() - start;
      return new Sample(sample.rate() * appended / caughtUp, sample.nanos());
    };
  }

  /** Grows again and again, and once more at the end; returns the size. */
  private static long follow(LogTree tree, CountDownLatch end) throws InterruptedException {
    while (!end.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
      var _ = tree.grow();
    }
    return tree.grow().size();
  }
}
