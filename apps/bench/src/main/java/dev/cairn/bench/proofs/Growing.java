package dev.cairn.bench.proofs;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.LineScan;
import dev.cairn.bench.contest.LogFiles;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Histogram;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.proofs.LogTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The whole tree of a log, made durable, beside a scan of the same files that decodes each line and
 * digests it.
 */
final class Growing {

  static final String ROW = "grow";

  private final Path folder;
  private final int events;
  private int aside;

  Growing(Path folder, int events) {
    this.folder = folder;
    this.events = events;
  }

  void measure(Pace pace, Figures figures) throws Exception {
    try (LogStore store = LogStore.open(folder)) {
      Corpus.fill(store, events);
    }
    List<Path> files = LogFiles.of(folder);
    LineScan limit = new LineScan(new BareDigests()::line);
    try (LogReader log = LogReader.open(folder)) {
      new Contest()
          .with("limit", time -> Crew.of(1).run(time, _ -> limit.scan(files, events)))
          .with(Contest.CAIRN, trees(log))
          .hold(pace, ROW, "events/s", figures);
    }
  }

  /**
   * Each tree begins with nothing. The one before it is put aside and not deleted: a file system
   * may be slow to make files where as many were deleted just before.
   */
  private Runner trees(LogReader log) {
    return time -> {
      Histogram nanos = new Histogram();
      long grown = 0;
      long spent = 0;
      do {
        putAside();
        long start = System.nanoTime();
        try (LogTree tree = LogTree.open(folder, log)) {
          grown += tree.grow().size();
        }
        long took = System.nanoTime() - start;
        nanos.add(took);
        spent += took;
      } while (spent < time.toNanos());
      return new Sample(grown * 1e9 / spent, nanos);
    };
  }

  private void putAside() throws IOException {
    Path tiles = folder.resolve("tiles");
    if (Files.exists(tiles)) {
      Files.move(tiles, folder.resolve("tiles-%d".formatted(aside++)));
    }
  }
}
