package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import dev.cairn.log.RecoveryReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the segments of a store for its writer, who holds the lock: finds the end of the log, makes
 * durable what may live in memory only, and moves a torn last group write to {@code quarantine/}.
 */
final class Opening {

  private final Disk disk;
  private final Path folder;
  private final HeadMark mark;
  private final Loader loader;
  private final TailRepair repair;
  private final List<Segment> segments = new ArrayList<>();

  Opening(Disk disk, Path folder, HeadMark mark, Instant now) {
    this.disk = disk;
    this.folder = folder;
    this.mark = mark;
    this.loader = new Loader(disk, folder);
    this.repair = new TailRepair(disk, folder, now);
  }

  RecoveryReport report() {
    return repair.report();
  }

  /**
   * Opens all segments; the last one is the active one, wholly durable.
   *
   * @throws CorruptStoreException if bytes that were durable are damaged or gone; nothing is
   *     changed
   */
  List<Segment> run() throws IOException {
    try (Opened opened = new Opened()) {
      opened.add(this::closeSegments);
      openAll();
      opened.keep();
      return segments;
    }
  }

  private void closeSegments() throws IOException {
    try (Opened files = new Opened()) {
      segments.forEach(segment -> files.add(segment.file()::close));
    }
  }

  private void openAll() throws IOException {
    for (long first : Segment.sealed(disk, folder)) {
      open(first, folder.resolve(Segment.sealedName(first)), true);
    }
    Path active = folder.resolve(Segment.ACTIVE);
    if (!disk.exists(active)) {
      checkNothingLost(active);
      disk.open(active, Disk.Access.CREATE).close();
      disk.syncFolder(folder);
    }
    open(next(), active, false);
    checkHead(active);
  }

  private long next() {
    return segments.isEmpty() ? 1 : segments.getLast().last() + 1;
  }

  /** Without an active segment all must be sealed, as after a crash while sealing. */
  private void checkNothingLost(Path active) {
    if (mark.position() >= next()) {
      throw new CorruptStoreException(
          active.toString(),
          0,
          0,
          0,
          Position.of(next()),
          "the file is missing, the log was durable up to position " + mark.position());
    }
  }

  private void checkHead(Path active) {
    Segment last = segments.getLast();
    if (last.last() < mark.position()) {
      throw new CorruptStoreException(
          active.toString(),
          last.index().end(),
          last.index().end(),
          0,
          Position.of(last.last() + 1),
          "the log ends here, it was durable up to position " + mark.position());
    }
  }

  private void open(long first, Path path, boolean sealed) throws IOException {
    if (first != next()) {
      throw new CorruptStoreException(
          path.toString(), 0, 0, 0, Position.of(next()), "a segment before this one is missing");
    }
    Segment segment = loader.open(first, path);
    segments.add(segment);
    long size = segment.file().size();
    long covered = segment.index().end();
    long marked = mark.segment() == first ? mark.length() : 0;
    boolean closedClean = mark.clean() && mark.segment() == first;
    // The log went on to a later segment: whatever lies here was sealed.
    boolean allDurable = sealed || closedClean || mark.segment() > first;
    long end = allDurable ? size : Filler.begin(segment.file(), Math.max(covered, marked), size);
    var _ =
        repair.settle(
            segment, end, allDurable ? Math.max(size, marked) : marked, segment.index()::add);
    if (sealed && segment.index().end() > covered) {
      loader.save(segment);
    }
    if (!sealed && !(closedClean && marked == size)) {
      repair.makeDurable(path, marked, segment.index().end());
    }
  }
}
