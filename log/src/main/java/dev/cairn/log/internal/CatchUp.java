package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes a log on to what others wrote: up to the mark in {@code head}, and beyond it as far as the
 * files prove by themselves that they are durable ({@link ProvenEnd}). Changes nothing on the disk.
 * Used by one thread at a time.
 */
final class CatchUp {

  private static final int TRIES = 100;

  private final Log log;
  private final Disk disk;
  private final Path folder;
  private final Loader loader;

  CatchUp(Log log) {
    this.log = log;
    this.disk = log.disk();
    this.folder = log.folder();
    this.loader = new Loader(disk, folder);
  }

  /**
   * Follows the mark while others may be writing; damage ends the log there.
   *
   * @param beyond whether to look behind it too: after a power cut the mark may be an older one
   */
  void look(boolean beyond) {
    if (log.damage().isPresent()) {
      return;
    }
    try {
      for (int i = 0; i < TRIES; i++) {
        Optional<HeadMark> mark = HeadFile.read(disk, folder);
        if (reach(mark.orElse(HeadMark.NONE))) {
          if (beyond || mark.isEmpty()) {
            prove();
          }
          return;
        }
      }
      throw new IOException("the segments changed faster than they could be opened");
    } catch (CorruptStoreException e) {
      endBefore(e);
    } catch (IOException e) {
      if (!log.isClosed()) {
        throw log.unreadable(e);
      }
    }
  }

  /** Extends what is indexed to a mark; false if the files moved meanwhile. */
  boolean reach(HeadMark mark) throws IOException {
    while (mark.position() > log.head()) {
      Segment last = log.segments().isEmpty() ? null : log.segments().getLast();
      if (last != null && last.first() == mark.segment()) {
        settle(last, mark.length());
        log.publish(mark.position());
      } else if (last != null && !finish(last)) {
        return false;
      } else if (!openNext(last == null ? 1 : last.last() + 1, mark.segment())) {
        return false;
      }
    }
    return true;
  }

  /** Extends it as far as the files prove by themselves: what is sealed, and all but the end. */
  private void prove() throws IOException {
    boolean more = true;
    while (more) {
      Segment last = log.segments().isEmpty() ? null : log.segments().getLast();
      if (last != null && !finish(last)) {
        long end = last.index().end();
        settle(last, ProvenEnd.of(last.file(), end, last.last() + 1, last.file().size()));
        more = false;
      } else {
        more = openNext(last == null ? 1 : last.last() + 1, 1);
      }
    }
    if (!log.segments().isEmpty()) {
      log.publish(log.segments().getLast().last());
    }
  }

  /** Takes the rest of a segment that was sealed since; false if it was not. */
  boolean finish(Segment last) throws IOException {
    Path sealed = folder.resolve(Segment.sealedName(last.first()));
    if (!disk.exists(sealed)) {
      return false;
    }
    settle(last, last.file().size());
    if (last.index().count() == 0) {
      throw Log.damage(last.at(sealed), 0, 0, last.first(), "a sealed segment without events");
    }
    log.put(last.at(sealed));
    for (Segment segment : log.segments()) {
      loader.rest(segment);
    }
    return true;
  }

  /**
   * Opens the segment that begins at a position; false if there is none.
   *
   * @param reached where a segment begins that is known to be there: those before it were sealed
   */
  boolean openNext(long first, long reached) throws IOException {
    Path sealed = folder.resolve(Segment.sealedName(first));
    if (disk.exists(sealed)) {
      log.put(loader.open(first, sealed));
      return true;
    }
    if (first < reached) {
      throw new CorruptStoreException(
          sealed.toString(),
          0,
          0,
          0,
          Position.of(first),
          "the file is missing, the log goes on at position " + reached);
    }
    return openActive(first, sealed);
  }

  private boolean openActive(long first, Path sealed) throws IOException {
    try (Opened unused = new Opened()) {
      Segment active;
      try {
        active = loader.open(first, folder.resolve(Segment.ACTIVE));
      } catch (NoSuchFileException e) {
        return false;
      }
      unused.add(active.file()::close);
      if (disk.exists(sealed)) {
        // Sealed in the meantime: what was opened may be the segment behind it.
        log.put(loader.open(first, sealed));
      } else {
        unused.keep();
        log.put(active);
      }
      return true;
    }
  }

  /** Indexes a segment up to a byte, before which all is durable. */
  void settle(Segment segment, long to) throws IOException {
    switch (new TailScan(segment, to).run(to)) {
      case TailScan.Outcome.Whole() -> {}
      case TailScan.Outcome.Torn(long from) ->
          throw Log.damage(segment, from, to, segment.last() + 1, "the line is not whole");
      case TailScan.Outcome.Corrupt(long from, long end, long position, String reason) ->
          throw Log.damage(segment, from, end, position, reason);
    }
  }

  /** What lies before the damage is durable and whole; it can be read. */
  private void endBefore(CorruptStoreException damage) {
    if (!log.segments().isEmpty()) {
      log.publish(log.segments().getLast().last());
    }
    log.endBefore(damage);
  }
}
