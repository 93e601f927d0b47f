package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens segments: takes the saved index as far as it is good, and scans what it does not cover. */
final class Loader {

  private final Disk disk;
  private final Path folder;
  private final IndexNames names;

  Loader(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
    this.names = new IndexNames(disk, folder);
  }

  /** Opens a segment with what its saved index covers, and nothing more yet. */
  Segment open(long first, Path path) throws IOException {
    DiskFile file = disk.open(path, Disk.Access.READ);
    try (Opened opened = new Opened()) {
      opened.add(file::close);
      IndexFile saved = saved(first, file).orElse(null);
      opened.keep();
      return new Segment(
          first,
          path,
          file,
          new MappedLines(disk),
          new SegmentIndex(first, saved, events -> scan(first, path, file, events)));
    }
  }

  /** The saved index; one that cannot be read or does not fit is as good as none. */
  private Optional<IndexFile> saved(long first, DiskFile segment) throws IOException {
    Optional<IndexFile> found = read(first);
    return found.isPresent() && fits(found.get(), segment) ? found : Optional.empty();
  }

  private Optional<IndexFile> read(long first) {
    try {
      Optional<Path> path = names.of(first);
      return path.isEmpty()
          ? Optional.empty()
          : IndexFile.read(disk.map(path.get(), Long.MAX_VALUE), first);
    } catch (IOException e) {
      Warnings.tell("cannot read an index in {0} ({1}); it is made anew", folder, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Whether the last line that an index covers stands in the segment where the index says. Its
   * checksum covers its position, so the line is not looked into.
   */
  private static boolean fits(IndexFile index, DiskFile file) throws IOException {
    try {
      long from = index.offset(index.count() - 1);
      long size = index.end() - from;
      if (size <= Line.TRAILER || size > Line.BYTES_MAX) {
        return false;
      }
      byte[] line = new byte[(int) size];
      int end = line.length - 1;
      return file.read(ByteBuffer.wrap(line), from) == line.length
          && line[end] == '\n'
          && Line.isSound(line, 0, end)
          && Line.crc(line, 0, end - Line.TRAILER) == index.lastCrc();
    } catch (DamagedIndexException e) {
      return false;
    }
  }

  /** Reads the first events of a segment, all of which are durable. */
  private static RecentIndex scan(long first, Path path, DiskFile file, int events) {
    RecentIndex anew = new RecentIndex(0, 0);
    try {
      LineScanner lines = new LineScanner(file, 0, file.size());
      while (anew.count() < events) {
        LogEvent event = lines.next() && lines.isSound() ? parse(lines.bytes()) : null;
        long position = first + anew.count();
        if (event == null || event.sequence() != position) {
          throw new CorruptStoreException(
              path.toString(),
              lines.from(),
              lines.to(),
              anew.count() + 1,
              Position.of(position),
              "the line is damaged");
        }
        anew.add(IndexEntry.of(event, lines.crc(), lines.from(), lines.to()));
      }
      return anew;
    } catch (IOException e) {
      throw new StoreUnavailableException(path.toString(), "reading failed: " + e.getMessage(), e);
    }
  }

  static @Nullable LogEvent parse(byte[] line) {
    try {
      return LogEvent.parse(line);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * Saves the index of a segment, which covers at least one event, and lets go of the memory it
   * took. An index is derived: that it cannot be saved makes the next opening slower and harms
   * nobody.
   */
  void save(Segment segment) {
    Path index = folder.resolve(IndexNames.FOLDER);
    try {
      disk.createFolders(index);
      int events = segment.index().count();
      Path path = index.resolve(IndexNames.name(segment.first(), events));
      AtomicFile.write(disk, path, segment.index().layOut());
      names.replace(segment.first(), path);
      IndexFile.read(disk.map(path, Long.MAX_VALUE), segment.first())
          .ifPresent(segment.index()::rest);
    } catch (IOException e) {
      Warnings.tell(
          "cannot save an index in {0} ({1}); the next opening takes longer",
          index, e.getMessage());
    }
  }

  /** Lets a segment that was sealed by another process rest on the index which that one saved. */
  void rest(Segment segment) throws IOException {
    if (segment.index().recentCount() > 0) {
      saved(segment.first(), segment.file()).ifPresent(segment.index()::rest);
    }
  }
}
