package dev.cairn.bench.flow;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.Subscription;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.Rounds;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Figures;
import dev.cairn.flow.Projector;
import dev.cairn.flow.SqliteView;
import dev.cairn.log.LogStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How long an event takes from the answer of its append until it is seen, at a steady rate of
 * appends: in a view, by one who only reads, and in one of five views that two relays follow
 * beside. Each time in a store of its own. Used by one thread.
 *
 * @param folder where the stores lie
 * @param destinations where relays send to; none if that is not to be measured
 */
record Lagging(Path folder, List<Destination> destinations) {

  /** Appends each second. */
  static final int RATE = 20_000;

  static final String ROW = "lag/" + RATE;
  static final String ROW_READ = "lag-read/" + RATE;
  static final String ROW_ALL = "lag-all/" + RATE;

  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int READ_EVENTS_MAX = 4_000;

  void measure(Pace pace, Figures figures) throws Exception {
    Rounds rounds = new Rounds().with(ROW, this::view).with(ROW_READ, this::read);
    if (!destinations.isEmpty()) {
      var _ = rounds.with(ROW_ALL, this::all);
    }
    rounds.hold(pace, "events/s", figures);
  }

  private Sample all(Duration time) throws Exception {
    try (LogStore store = LogStore.open(folder.resolve("store"));
        Followers followers = new Followers(store, folder, destinations, "lag")) {
      followers.start();
      Lags lags = new Lags(events(time), store.head());
      var _ = followers.one().onApplied(lags::seen);
      return lags.sample(append(store, lags), WAIT_MAX);
    } finally {
      Folders.delete(folder);
    }
  }

  private Sample view(Duration time) throws Exception {
    try (LogStore store = LogStore.open(folder.resolve("store"));
        SqliteView view = SqliteView.open(folder.resolve("view"));
        Projector projector = Projector.of(store, new Counters("counters"), view)) {
      Lags lags = new Lags(events(time), Position.START);
      var _ = projector.onApplied(lags::seen);
      projector.start();
      return lags.sample(append(store, lags), WAIT_MAX);
    } finally {
      Folders.delete(folder);
    }
  }

  private Sample read(Duration time) throws Exception {
    try (LogStore store = LogStore.open(folder.resolve("store"));
        Subscription events = store.subscribe(Filter.everything(), Position.START)) {
      Lags lags = new Lags(events(time), Position.START);
      Thread reader = Thread.ofPlatform().start(() -> follow(events, lags));
      Sample sample = lags.sample(append(store, lags), WAIT_MAX);
      reader.join();
      return sample;
    } finally {
      Folders.delete(folder);
    }
  }

  private static void follow(Subscription events, Lags lags) {
    try {
      while (events.position().sequence() < lags.events()) {
        var _ = events.next(READ_EVENTS_MAX, POLL);
        lags.seen(events.position());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int events(Duration time) {
    return Math.max(1, (int) (time.toNanos() * RATE / 1e9));
  }

  /** Hands over each append when its time has come; returns how many were answered each second. */
  private static double append(LogStore store, Lags lags) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    long start = System.nanoTime();
    for (int i = 0; i < lags.events(); i++) {
      long due = start + (long) (i * 1e9 / RATE);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      var stream = Workload.stream(random.nextInt(Workload.STREAMS));
      var append = Append.to(stream, ExpectedVersion.any(), List.of(Workload.event()));
      var _ = store.appendAsync(append).whenComplete(lags::answered);
    }
    return lags.events() * 1e9 / (lags.awaitAnswers(WAIT_MAX) - start);
  }
}
