package dev.cairn.bench.flow;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.LogAppender;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.contest.Streams;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Durable appends while two relays and five views follow in the same process, beside the same
 * appends alone. Each time in a store of its own, so that nobody begins with what is left of the
 * time before. What those who follow have not done at the end they need not do: how far they got is
 * told beside the rate. Used by one thread.
 */
final class Attached {

  private static final String ALONE = "alone";

  private final Path folder;
  private final List<Destination> destinations;
  private final List<Double> projected = new ArrayList<>();
  private final List<Double> relayed = new ArrayList<>();
  private int turn;

  /**
   * Makes it ready.
   *
   * @param folder where the stores lie
   * @param destinations where the relays send to, one each; may be the same twice
   */
  Attached(Path folder, List<Destination> destinations) {
    this.folder = folder;
    this.destinations = destinations;
  }

  static String row(int writers) {
    return "append/" + writers;
  }

  /** Has the JVM compile what it will: a server runs longer than that takes. */
  void warmUp(int writers, Duration time) throws Exception {
    Sample _ = followed(writers, time);
  }

  void measure(int writers, Pace pace, Figures figures) throws Exception {
    projected.clear();
    relayed.clear();
    new Contest()
        .with(ALONE, time -> alone(writers, time))
        .with(Contest.CAIRN, time -> followed(writers, time))
        .hold(pace, row(writers), "events/s", figures);
    figures.add(row(writers), "projected", "of the events in the slowest view", rounds(projected));
    figures.add(row(writers), "relayed", "of the events by the slowest relay", rounds(relayed));
  }

  /** Without the warm-up, which comes first. */
  private static Spread rounds(List<Double> shares) {
    return Spread.of(shares.subList(1, shares.size()));
  }

  private Sample alone(int writers, Duration time) throws Exception {
    try (LogAppender appender = new LogAppender(folder.resolve("store"), 1)) {
      return append(appender, writers, time);
    } finally {
      Folders.delete(folder);
    }
  }

  private static Sample append(LogAppender appender, int writers, Duration time) throws Exception {
    return new Streams(writers, Workload.STREAMS, 0).runner(Crew.of(writers), appender).run(time);
  }

  private Sample followed(int writers, Duration time) throws Exception {
    turn++;
    try (LogAppender appender = new LogAppender(folder.resolve("store"), 1);
        Followers followers = new Followers(appender.log(), folder, destinations, "turn_" + turn)) {
      followers.start();
      Sample sample = append(appender, writers, time);
      long head = appender.log().head().sequence();
      projected.add((double) followers.applied() / head);
      relayed.add((double) followers.sent() / head);
      return sample;
    } finally {
      Folders.delete(folder);
    }
  }
}
