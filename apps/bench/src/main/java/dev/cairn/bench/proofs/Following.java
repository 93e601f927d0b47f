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
import dev.cairn.log.LogOptions;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogSigner;
import dev.cairn.proofs.LogTree;
import dev.cairn.proofs.SigningInterval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Durable appends while their tree is made and its heads are signed in the same process, beside the
 * same appends without a tree. Time counts until all that was appended is signed: what is put off
 * is not gained.
 *
 * @param writers how many append
 * @param batch events of each append
 */
record Following(int writers, int batch) {

  /** Those that are measured. */
  static final List<Following> ALL =
      List.of(new Following(64, 1), new Following(256, 1), new Following(8, 100));

  private static final String WITHOUT = "without";

  /** Between two heads that are signed; usual is ten times as long. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

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
        LogTree tree = LogTree.open(followed, appender.log())) {
      LogOptions options = LogOptions.standard();
      LogKeys keys = LogKeys.open(options.disk(), folder.resolve("keys"), appender.log());
      LogSigner signer = LogSigner.of(followed, appender.log(), tree, keys, options);
      new Contest()
          .with(WITHOUT, appends(alone))
          .with(Contest.CAIRN, followed(appends(appender), signer))
          .hold(pace, row(), "events/s", figures);
    }
  }

  private Runner appends(LogAppender appender) {
    return new Streams(writers, Workload.STREAMS, 0).runner(Crew.of(writers), appender);
  }

  /** The last head is signed when the interval is closed. */
  private static Runner followed(Runner appends, LogSigner signer) {
    return time -> {
      long start = System.nanoTime();
      Sample sample;
      long appended;
      try (SigningInterval _ = SigningInterval.start(signer, INTERVAL)) {
        sample = appends.run(time);
        appended = System.nanoTime() - start;
      }
      return new Sample(sample.rate() * appended / (System.nanoTime() - start), sample.nanos());
    };
  }
}
