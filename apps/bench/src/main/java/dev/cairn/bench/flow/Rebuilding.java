package dev.cairn.bench.flow;

import dev.cairn.Append;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Histogram;
import dev.cairn.flow.Projector;
import dev.cairn.flow.ProjectorOptions;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.ViewRebuild;
import dev.cairn.log.LogStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A view in SQLite made anew from a log, in place and beside one that serves, next to the same rows
 * written from memory by the driver alone. Used by one thread.
 *
 * @param folder where all of it lies
 * @param events of the log
 * @param streams that they are spread over, which is how many rows the view has
 */
record Rebuilding(Path folder, int events, int streams) {

  private static final int APPEND_EVENTS = 1_000;
  private static final ProjectorOptions OPTIONS = ProjectorOptions.DEFAULT;

  /** Makes the view anew in an empty folder. */
  private interface Pass {
    void run(Path empty) throws Exception;
  }

  String row() {
    return "rebuild/" + streams;
  }

  String rowBeside() {
    return "rebuild-beside/" + streams;
  }

  void measure(Pace pace, Figures figures) throws Exception {
    Files.createDirectories(folder);
    List<Integer> order = order();
    try (LogStore store = LogStore.open(folder.resolve("store"))) {
      fill(store, order);
      List<String> names = order.stream().map(Workload::name).toList();
      Runner bare = passes("bare", empty -> BareCounters.write(empty.resolve("view"), names));
      new Contest()
          .with("limit", bare)
          .with(Contest.CAIRN, passes("whole", empty -> whole(store, empty)))
          .hold(pace, row(), "events/s", figures);
      new Contest()
          .with("limit", bare)
          .with(Contest.CAIRN, passes("beside", empty -> beside(store, empty)))
          .hold(pace, rowBeside(), "events/s", figures);
    }
  }

  private List<Integer> order() {
    SplittableRandom random = new SplittableRandom(6);
    List<Integer> order = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      order.add(random.nextInt(streams));
    }
    return order;
  }

  private static void fill(LogStore store, List<Integer> order) {
    List<Append.Entry> entries = new ArrayList<>(APPEND_EVENTS);
    for (int i = 0; i < order.size(); i++) {
      entries.add(new Append.Entry(Workload.stream(order.get(i)), Workload.event()));
      if (entries.size() == APPEND_EVENTS || i + 1 == order.size()) {
        var _ = store.append(Append.of(entries));
        entries.clear();
      }
    }
  }

  private Runner passes(String kind, Pass pass) {
    return time -> {
      Histogram nanos = new Histogram();
      long spent = 0;
      do {
        Path empty = Files.createDirectory(folder.resolve(kind));
        long start = System.nanoTime();
        pass.run(empty);
        long took = System.nanoTime() - start;
        Folders.delete(empty);
        nanos.add(took);
        spent += took;
      } while (spent < time.toNanos());
      return new Sample((double) events * nanos.count() * 1e9 / spent, nanos);
    };
  }

  private void whole(LogStore store, Path empty) throws Exception {
    try (SqliteView view = SqliteView.open(empty.resolve("view"));
        Projector projector = Projector.of(store, new Counters("counters"), view, OPTIONS)) {
      check(projector.catchUp().position().sequence());
    }
  }

  private void beside(LogStore store, Path empty) {
    try (SqliteView view = SqliteView.open(empty.resolve("view"));
        ViewRebuild rebuild = ViewRebuild.of(store, new Counters("counters"), view, OPTIONS)) {
      check(rebuild.build().position().sequence());
    }
  }

  private void check(long applied) {
    if (applied != events) {
      throw new IllegalStateException("%d of %d events are in the view".formatted(applied, events));
    }
  }
}
