package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.CheckReport;
import dev.cairn.log.LogCheck;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Whether a copy of a store is sound and whole; see {@link dev.cairn.log.LogBackup#verify}. Where a
 * reader is content with what is proven, this asks for the mark of the clean close: without it the
 * end of the log may be missing, and nothing else could tell.
 *
 * @param disk where the copy lies
 * @param folder the copy
 */
public record CopyCheck(Disk disk, Path folder) {

  /** Reads everything. */
  public CheckReport run(LongConsumer eventsDone) {
    CheckReport report = new CheckPass(folder, disk, LogCheck.DAMAGES_MAX, eventsDone).run();
    try {
      return report.isClean() ? whole(report) : report;
    } catch (IOException e) {
      throw Engine.unavailable(folder, e);
    }
  }

  private CheckReport whole(CheckReport report) throws IOException {
    HeadMark mark = HeadFile.read(disk, folder).orElse(HeadMark.NONE);
    long last = report.head().sequence();
    if (!mark.clean()) {
      return with(
          report,
          HeadFile.NAME,
          0,
          "it has no mark of a clean close, so that what was last may be missing");
    }
    if (mark.position() != last) {
      return with(
          report,
          Segment.ACTIVE,
          mark.length(),
          "the log ends at position %d, it was closed at position %d"
              .formatted(last, mark.position()));
    }
    long bytes = activeBytes();
    if (bytes != mark.length()) {
      return with(
          report,
          Segment.ACTIVE,
          mark.length(),
          "the file has %d bytes, it was closed with %d".formatted(bytes, mark.length()));
    }
    return report;
  }

  private long activeBytes() throws IOException {
    try (DiskFile file = disk.open(folder.resolve(Segment.ACTIVE), Disk.Access.READ)) {
      return file.size();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private CheckReport with(CheckReport sound, String file, long at, String reason) {
    Position next = Position.of(sound.head().sequence() + 1);
    String path = folder.resolve(file).toString();
    return new CheckReport(
        sound.events(),
        sound.bytes(),
        sound.segments(),
        sound.head(),
        List.of(new CorruptStoreException(path, at, at, 0, next, reason)));
  }
}
