package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.InvalidInputException;
import dev.cairn.JsonText;
import dev.cairn.MissingStoreException;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.CheckReport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** One reading of all segments, line by line, without the help of any index. */
public final class CheckPass {

  private static final long PROGRESS_EVENTS = 10_000;

  private final Path folder;
  private final Disk disk;
  private final int damagesMax;
  private final LongConsumer eventsDone;
  private final List<CorruptStoreException> damages = new ArrayList<>();
  private final Map<Key, Long> versions = new HashMap<>();
  private long events;
  private long bytes;
  private long segments;
  private long lastSealed;
  private long expected = 1;
  private long commit;
  private long micros;
  private int ofIndex;
  private int ofCount;

  /** Lines that could not be read: versions may have gaps of as many. */
  private long lost;

  private boolean afterDamage;

  /** Prepares a check that stops at a number of damages. */
  public CheckPass(Path folder, Disk disk, int damagesMax, LongConsumer eventsDone) {
    this.folder = folder;
    this.disk = disk;
    this.damagesMax = damagesMax;
    this.eventsDone = eventsDone;
  }

  /** Reads everything that is known to be durable. */
  public CheckReport run() {
    try {
      var _ = StoreHeader.read(disk, folder);
    } catch (NoSuchFileException e) {
      throw new MissingStoreException(folder.toString());
    } catch (IOException e) {
      throw Engine.unavailable(folder, e);
    }
    try {
      long marked = HeadFile.read(disk, folder).orElse(HeadMark.NONE).position();
      while (!last()) {
        // More was sealed meanwhile.
      }
      if (damages.isEmpty() && expected <= marked) {
        report(
            folder.resolve(Segment.ACTIVE),
            "the log ends here, it was durable up to position " + marked);
      }
      return new CheckReport(events, bytes, segments, Position.of(expected - 1), damages);
    } catch (IOException e) {
      throw Engine.unavailable(folder, e);
    }
  }

  /** Reads the sealed segments that were not read yet, then the active one, if it still is one. */
  private boolean last() throws IOException {
    for (long first : unread()) {
      try (DiskFile file = disk.open(folder.resolve(Segment.sealedName(first)), Disk.Access.READ)) {
        segment(first, folder.resolve(Segment.sealedName(first)), file, file.size());
      }
    }
    Path active = folder.resolve(Segment.ACTIVE);
    try (DiskFile file = disk.open(active, Disk.Access.READ)) {
      if (!unread().isEmpty()) {
        return false;
      }
      segment(expected, active, file, durable(file));
      return true;
    } catch (NoSuchFileException e) {
      return unread().isEmpty();
    }
  }

  private List<Long> unread() throws IOException {
    return Segment.sealed(disk, folder).stream().filter(first -> first > lastSealed).toList();
  }

  /** How far the active segment is durable: by the mark, or proven by its own lines. */
  private long durable(DiskFile file) throws IOException {
    HeadMark mark = HeadFile.read(disk, folder).orElse(HeadMark.NONE);
    long size = file.size();
    if (mark.segment() > expected) {
      return size;
    }
    boolean here = mark.segment() == expected && mark.position() > 0;
    long from = here ? mark.length() : 0;
    long position = here ? mark.position() + 1 : expected;
    return from < size ? ProvenEnd.of(file, from, position, size) : from;
  }

  private void segment(long first, Path path, DiskFile file, long durable) throws IOException {
    segments++;
    lastSealed = first;
    long size = Math.min(durable, file.size());
    bytes += size;
    LineScanner lines = new LineScanner(file, 0, size);
    long line = 1;
    if (first != expected) {
      report(path, lines, line, "a segment before this one is missing");
      expected = first;
    }
    while (damages.size() < damagesMax && lines.next()) {
      line(path, lines, line++);
    }
    if (size < durable) {
      report(path, lines, line, "the file is shorter than it was: %d bytes".formatted(durable));
    }
  }

  private void line(Path path, LineScanner lines, long line) {
    LogEvent event = lines.isSound() ? Loader.parse(lines.bytes()) : null;
    if (event == null) {
      report(path, lines, line, "the checksum of the line does not fit");
      expected++;
      lost++;
      afterDamage = true;
      return;
    }
    String fault = fault(event, lines.bytes());
    if (!fault.isEmpty()) {
      report(path, lines, line, fault);
    }
    remember(event);
    if (++events % PROGRESS_EVENTS == 0) {
      eventsDone.accept(events);
    }
  }

  private String fault(LogEvent event, byte[] line) {
    long version = versions.getOrDefault(Key.of(event.stream()), 0L) + 1;
    boolean goesOn = ofIndex < ofCount;
    if (event.sequence() != expected) {
      return "the line says position %d, expected %d".formatted(event.sequence(), expected);
    }
    if (event.versionNumber() < version || event.versionNumber() > version + lost) {
      return "the line says version %d of stream '%s', expected %d"
          .formatted(event.versionNumber(), event.stream(), version);
    }
    if (event.micros() < micros) {
      return "the time of the line is before that of the line before it";
    }
    if (afterDamage) {
      return json(line);
    }
    if (event.ofIndex() != (goesOn ? ofIndex + 1 : 1) || (goesOn && event.ofCount() != ofCount)) {
      return "the append before this line is in part";
    }
    if (event.commit() != commit && (goesOn || event.commit() != expected)) {
      return "the line says commit %d".formatted(event.commit());
    }
    return json(line);
  }

  private static String json(byte[] line) {
    try {
      var _ = JsonText.checkedLine(line);
      return "";
    } catch (InvalidInputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void remember(LogEvent event) {
    afterDamage = false;
    versions.put(Key.of(event.stream()), event.versionNumber());
    expected = event.sequence() + 1;
    commit = event.commit();
    micros = event.micros();
    ofIndex = event.ofIndex();
    ofCount = event.ofCount();
  }

  private void report(Path path, String reason) {
    damages.add(new CorruptStoreException(path.toString(), 0, 0, 0, Position.of(expected), reason));
  }

  private void report(Path path, LineScanner lines, long line, String reason) {
    damages.add(
        new CorruptStoreException(
            path.toString(), lines.from(), lines.to(), line, Position.of(expected), reason));
  }
}
