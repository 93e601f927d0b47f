package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.InvalidInputException;
import dev.cairn.JsonText;
import dev.cairn.MissingStoreException;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import dev.cairn.log.CheckReport;
import dev.cairn.log.LogLines;
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
      try (LineWalk walk = new LineWalk(disk, folder, false, LogLines.Place.START)) {
        while (walk.nextFile()) {
          segment(walk);
        }
      }
      if (damages.isEmpty() && expected <= marked) {
        report(
            folder.resolve(Segment.ACTIVE),
            0,
            0,
            0,
            "the log ends here, it was durable up to position " + marked);
      }
      return new CheckReport(events, bytes, segments, Position.of(expected - 1), damages);
    } catch (IOException e) {
      throw Engine.unavailable(folder, e);
    }
  }

  private void segment(LineWalk walk) throws IOException {
    segments++;
    bytes += Math.min(walk.durable(), walk.size());
    if (walk.segment() != expected) {
      report(walk.path(), 0, 0, 1, "a segment before this one is missing");
      expected = walk.segment();
    }
    long end = 0;
    while (damages.size() < damagesMax && walk.nextLine()) {
      line(walk);
      end = walk.to();
    }
    if (walk.size() < walk.durable()) {
      report(
          walk.path(),
          end,
          walk.size(),
          walk.line() + 1,
          "the file is shorter than it was: %d bytes".formatted(walk.durable()));
    }
  }

  private void line(LineWalk walk) {
    LogEvent event = walk.event();
    if (event == null) {
      report(walk, "the checksum of the line does not fit");
      expected++;
      lost++;
      afterDamage = true;
      return;
    }
    String fault = fault(event);
    if (!fault.isEmpty()) {
      report(walk, fault);
    }
    remember(event);
    if (++events % PROGRESS_EVENTS == 0) {
      eventsDone.accept(events);
    }
  }

  private String fault(LogEvent event) {
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
      return json(event);
    }
    if (event.ofIndex() != (goesOn ? ofIndex + 1 : 1) || (goesOn && event.ofCount() != ofCount)) {
      return "the append before this line is in part";
    }
    if (event.commit() != commit && (goesOn || event.commit() != expected)) {
      return "the line says commit %d".formatted(event.commit());
    }
    return json(event);
  }

  private static String json(LogEvent event) {
    try {
      var _ = JsonText.checkedLine(event.line());
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

  private void report(LineWalk walk, String reason) {
    report(walk.path(), walk.from(), walk.to(), walk.line(), reason);
  }

  private void report(Path path, long from, long to, long line, String reason) {
    damages.add(
        new CorruptStoreException(path.toString(), from, to, line, Position.of(expected), reason));
  }
}
