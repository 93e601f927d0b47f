package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.RecoveryReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens the segments of a store for its writer, who holds the lock: finds the end of the log, makes
 * durable what may live in memory only, and moves a torn last group write to {@code quarantine/}.
 */
final class Opening {

  private static final int COPY_BYTES = 1 << 20;

  private final Disk disk;
  private final Path folder;
  private final HeadMark mark;
  private final Instant now;
  private final Loader loader;
  private final List<Segment> segments = new ArrayList<>();
  private RecoveryReport report = RecoveryReport.NOTHING_CUT;

  Opening(Disk disk, Path folder, HeadMark mark, Instant now) {
    this.disk = disk;
    this.folder = folder;
    this.mark = mark;
    this.now = now;
    this.loader = new Loader(disk, folder);
  }

  RecoveryReport report() {
    return report;
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
    settle(segment, end, allDurable ? Math.max(size, marked) : marked);
    if (sealed && segment.index().end() > covered) {
      loader.save(segment);
    }
    if (!sealed && !(closedClean && marked == size)) {
      makeDurable(path, marked, segment.index().end());
    }
  }

  private void settle(Segment segment, long size, long durable) throws IOException {
    switch (new TailScan(segment, size).run(durable)) {
      case TailScan.Outcome.Whole() -> {}
      case TailScan.Outcome.Torn(long from) -> cut(segment.path(), from, size);
      case TailScan.Outcome.Corrupt(long from, long to, long position, String reason) ->
          throw Log.damage(segment, from, to, position, reason);
    }
  }

  private void cut(Path path, long from, long to) throws IOException {
    Path quarantine = folder.resolve("quarantine");
    disk.createFolders(quarantine);
    Path kept = freeName(quarantine, path, from);
    try (DiskFile in = disk.open(path, Disk.Access.WRITE);
        DiskFile out = disk.open(kept, Disk.Access.CREATE)) {
      copy(in, from, to, out, 0);
      out.sync();
      disk.syncFolder(quarantine);
      in.truncate(from);
      in.sync();
    }
    report = new RecoveryReport(to - from, Optional.of(kept));
  }

  /** What was cut before is never overwritten, whatever the clock says. */
  private Path freeName(Path quarantine, Path cut, long from) throws IOException {
    String name =
        "%s-%s-byte-%d".formatted(now.toString().replace(':', '.'), cut.getFileName(), from);
    Path free = quarantine.resolve(name);
    for (int i = 2; disk.exists(free); i++) {
      free = quarantine.resolve(name + "-" + i);
    }
    return free;
  }

  /**
   * Writes the bytes behind the durable head once more, cuts off prepared space behind them, and
   * syncs. They read well, but perhaps only from memory: after a sync that failed the system
   * believes that it has nothing to write.
   */
  private void makeDurable(Path path, long from, long to) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
      copy(file, from, to, file, from);
      if (file.size() > to) {
        file.truncate(to);
      }
      file.sync();
    }
    disk.syncFolder(folder);
  }

  private static void copy(DiskFile in, long from, long to, DiskFile out, long at)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(to - from, 0, COPY_BYTES));
    for (long done = from; done < to; ) {
      buffer.clear().limit((int) Math.min(COPY_BYTES, to - done));
      int read = in.read(buffer, done);
      if (read == 0) {
        throw new IOException("a file became shorter while it was copied");
      }
      out.write(buffer.flip(), at + done - from);
      done += read;
    }
  }
}
