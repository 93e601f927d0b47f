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

  private final Disk disk;
  private final Path folder;

  Loader(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Opens a segment with what its saved index covers, and nothing more yet. */
  Segment open(long first, Path path) throws IOException {
    DiskFile file = disk.open(path, Disk.Access.READ);
    IndexTable table = savedIndex(first, file).orElse(null);
    return new Segment(first, path, file, new SegmentIndex(first, table));
  }

  private Optional<IndexTable> savedIndex(long first, DiskFile file) throws IOException {
    Path path = folder.resolve("index").resolve(Segment.indexName(first));
    if (!disk.exists(path)) {
      return Optional.empty();
    }
    Optional<IndexTable> table = IndexTable.read(AtomicFile.read(disk, path), first);
    return table.isPresent() && fits(table.get(), file, first) ? table : Optional.empty();
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

  /** Saves the index of a segment; it covers at least one event. */
  void save(Segment segment) throws IOException {
    Path index = folder.resolve("index");
    disk.createFolders(index);
    IndexTable table = segment.index().fold();
    AtomicFile.write(disk, index.resolve(Segment.indexName(segment.first())), table.bytes());
  }
}
