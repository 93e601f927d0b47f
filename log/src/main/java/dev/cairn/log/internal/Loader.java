package dev.cairn.log.internal;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens segments: takes the saved index as far as it is good, and scans what it does not cover. */
final class Loader {

  private static final System.Logger LOGGER = System.getLogger("dev.cairn.log");

  private final Disk disk;
  private final Path folder;

  Loader(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Opens a segment with what its saved index covers, and nothing more yet. */
  Segment open(long first, Path path) throws IOException {
    DiskFile file = disk.open(path, Disk.Access.READ);
    try (Opened opened = new Opened()) {
      opened.add(file::close);
      IndexTable table = fitting(savedIndex(first), file, first);
      opened.keep();
      return new Segment(first, path, file, new SegmentIndex(first, table));
    }
  }

  /** An index that cannot be read is as good as none: it is derived. */
  private Optional<IndexTable> savedIndex(long first) {
    Path path = folder.resolve("index").resolve(Segment.indexName(first));
    try {
      return disk.exists(path)
          ? IndexTable.read(AtomicFile.read(disk, path), first)
          : Optional.empty();
    } catch (IOException e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "cannot read %s: %s; it is made anew".formatted(path, e));
      return Optional.empty();
    }
  }

  private static @Nullable IndexTable fitting(Optional<IndexTable> table, DiskFile file, long first)
      throws IOException {
    return table.isPresent() && fits(table.get(), file, first) ? table.get() : null;
  }

  /** Whether the last line that an index covers stands in the segment where the index says. */
  private static boolean fits(IndexTable table, DiskFile file, long first) throws IOException {
    int last = table.count() - 1;
    LineScanner lines = new LineScanner(file, table.offset(last), table.end());
    if (!lines.next() || !lines.isSound() || lines.to() != table.end()) {
      return false;
    }
    LogEvent event = parse(lines.bytes());
    return lines.crc() == table.lastCrc() && event != null && event.sequence() == first + last;
  }

  static @Nullable LogEvent parse(byte[] line) {
    try {
      return LogEvent.parse(line);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * Saves the index of a segment; it covers at least one event. An index is derived: that it cannot
   * be saved makes the next opening slower and harms nobody.
   */
  void save(Segment segment) {
    Path index = folder.resolve("index");
    Path path = index.resolve(Segment.indexName(segment.first()));
    try {
      disk.createFolders(index);
      AtomicFile.write(disk, path, segment.index().fold().bytes());
    } catch (IOException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "cannot save %s: %s; opening takes longer".formatted(path, e));
    }
  }
}
