package dev.cairn.bench.flow;

import dev.cairn.Filter;
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
import dev.cairn.disk.RealDisk;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorState;
import dev.cairn.flow.ProcessorStatus;
import dev.cairn.flow.Projector;
import dev.cairn.flow.Projectors;
import dev.cairn.flow.Relay;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StateFolder;
import dev.cairn.log.LogStore;
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
  private static final int VIEWS = 5;

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
        Followers followers = new Followers(appender.log())) {
      Sample sample = append(appender, writers, time);
      followers.tell(appender.log().head().sequence());
      return sample;
    } finally {
      for (int i = 0; i < destinations.size(); i++) {
        destinations.get(i).delete(name(i));
      }
      Folders.delete(folder);
    }
  }

  private String name(int relay) {
    return "turn_%d_%d".formatted(turn, relay);
  }

  /** The relays and views of one turn. */
  private final class Followers implements AutoCloseable {

    private final List<SqliteView> views = new ArrayList<>();
    private final List<CountedBus> buses = new ArrayList<>();
    private final List<Processor> relays = new ArrayList<>();
    private final Projectors projectors;

    Followers(LogStore store) {
      List<Projector> all = new ArrayList<>();
      for (int i = 0; i < VIEWS; i++) {
        views.add(SqliteView.open(folder.resolve("view-" + i)));
        all.add(Projector.of(store, new Counters("counters-" + i), views.getLast()));
      }
      projectors = Projectors.of(all);
      StateFolder state = StateFolder.of(new RealDisk(), folder.resolve("store"));
      for (int i = 0; i < destinations.size(); i++) {
        buses.add(new CountedBus(destinations.get(i).bus(name(i)), Long.MAX_VALUE));
        var spec = Relay.of(name(i), Filter.everything(), store.id(), buses.getLast());
        relays.add(Processor.of(store, spec, state, Relay.options()));
      }
      projectors.start();
      relays.forEach(Processor::start);
    }

    /** Keeps how far the slowest ones got; all of them still run. */
    void tell(long head) {
      relays.stream().map(Processor::status).forEach(Followers::checkRuns);
      long applied =
          projectors.all().stream()
              .mapToLong(each -> each.applied().sequence())
              .min()
              .orElseThrow();
      long sent = buses.stream().mapToLong(CountedBus::confirmed).min().orElseThrow();
      projected.add((double) applied / head);
      relayed.add((double) sent / head);
    }

    private static void checkRuns(ProcessorStatus relay) {
      if (relay.state() instanceof ProcessorState.Failed(Throwable cause, _)) {
        throw new IllegalStateException("the relay " + relay.name() + " failed", cause);
      }
    }

    @Override
    public void close() {
      relays.forEach(Processor::close);
      projectors.close();
      buses.forEach(CountedBus::close);
      views.forEach(SqliteView::close);
    }
  }
}
