package dev.cairn.bench.lives;

import dev.cairn.Append;
import dev.cairn.StreamId;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.Rounds;
import dev.cairn.bench.figures.Figures;
import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long an aggregate takes to load, against the number of its events: folding all of them, from
 * a snapshot that 99 events follow, and from the cache.
 */
final class LongLives {

  /** The most that follow a snapshot where one is taken every hundred events. */
  private static final int BEHIND_SNAPSHOT = 99;

  private static final int BATCH = 1_000;
  private static final int OTHERS = 1_000;
  private static final long CACHED_MAX = 1_000;

  private final LogStore store;
  private final Path snapshotFolder;

  LongLives(LogStore store, Path snapshotFolder) {
    this.store = store;
    this.snapshotFolder = snapshotFolder;
  }

  void measure(List<Integer> sizes, Pace pace, Figures figures) throws Exception {
    try (Snapshots snapshots = Snapshots.of(store, SnapshotFiles.in(snapshotFolder))) {
      for (int size : sizes) {
        System.err.printf("bench: an account of %,d events …%n", size);
        fill(size, snapshots);
      }
      Aggregates whole = Aggregates.of(store);
      Aggregates fromSnapshot = whole.withSnapshots(snapshots);
      Aggregates cached = fromSnapshot.withCache(AggregateCache.ofStates(CACHED_MAX));
      Rounds rounds = new Rounds();
      for (int size : sizes) {
        rounds
            .with("whole/" + size, loads(whole, Account.TYPE, size))
            .with("snapshot/" + size, loads(fromSnapshot, Account.WITH_SNAPSHOTS, size))
            .with("cached/" + size, loads(cached, Account.WITH_SNAPSHOTS, size));
      }
      System.err.println("bench: loads …");
      rounds.hold(pace, "loads/s", figures);
      ratios(rounds, sizes, figures);
      if (snapshots.stats().ignored() > 0) {
        throw new IllegalStateException("a snapshot was not used: " + snapshots.stats());
      }
    }
  }

  private static void ratios(Rounds rounds, List<Integer> sizes, Figures figures) {
    int least = sizes.getFirst();
    for (int size : sizes) {
      for (String way : List.of("whole/", "snapshot/", "cached/")) {
        if (size != least) {
          rounds.ratio(way + size, "ratio-time-" + least, way + least, way + size, figures);
        }
      }
      rounds.ratio(
          "cached/" + size, "ratio-snapshot", "cached/" + size, "snapshot/" + size, figures);
    }
  }

  /** Each load is checked: it saw all events. */
  private static Runner loads(Aggregates aggregates, AggregateType<?, Account, ?> type, int size) {
    String id = id(size);
    return time ->
        Crew.of(1)
            .run(
                time,
                _ -> {
                  long count = aggregates.load(type, id).state().count();
                  if (count != size) {
                    throw new IllegalStateException(
                        "%d events of '%s' were loaded, not %d".formatted(count, id, size));
                  }
                  return 1;
                });
  }

  private void fill(int size, Snapshots snapshots) throws IOException {
    append(size, size - BEHIND_SNAPSHOT);
    var _ = snapshots.take(Account.WITH_SNAPSHOTS, id(size));
    append(size, BEHIND_SNAPSHOT);
  }

  /** Every second event is one of another account. */
  private void append(int size, int events) {
    StreamId stream = Account.TYPE.stream(id(size));
    List<Append.Entry> entries = new ArrayList<>(BATCH);
    for (int i = 0; i < events; i++) {
      entries.add(new Append.Entry(stream, Account.event()));
      StreamId other = Account.TYPE.stream("other-" + i % OTHERS);
      entries.add(new Append.Entry(other, Account.event()));
      if (entries.size() == BATCH || i + 1 == events) {
        var _ = store.append(Append.of(entries));
        entries.clear();
      }
    }
  }

  private static String id(int size) {
    return "of-" + size;
  }
}
