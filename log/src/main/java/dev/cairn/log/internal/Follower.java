package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Filter;
import dev.cairn.MissingStoreException;
import dev.cairn.Position;
import dev.cairn.Subscription;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log that another process may be writing to: up to the mark in {@code head}, and beyond
 * it, when it is opened and where the mark is lost, as far as the files prove by themselves that
 * they are durable ({@link ProvenEnd}). Looks for news whenever it is asked; changes nothing on the
 * disk. Thread-safe.
 */
public final class Follower {

  private static final int TRIES = 100;

  private final Disk disk;
  private final Path folder;
  private final StoreHeader header;
  private final Loader loader;
  private final Log log;
  private final Reads reads;

  private Follower(Disk disk, Path folder, StoreHeader header) {
    this.disk = disk;
    this.folder = folder;
    this.header = header;
    this.loader = new Loader(disk, folder);
    this.log = new Log(disk, folder, header, List.of());
    this.reads = new Reads(log);
  }

  /** Opens a folder; see {@link dev.cairn.log.LogReader#open}. */
  public static Follower open(Path folder, Disk disk) {
    try (Opened opened = new Opened()) {
      Follower follower = new Follower(disk, folder, StoreHeader.read(disk, folder));
      opened.add(follower.log::close);
      follower.look(true);
      opened.keep();
      return follower;
    } catch (NoSuchFileException e) {
      throw new MissingStoreException(folder.toString());
    } catch (IOException e) {
      throw Engine.unavailable(folder, e);
    }
  }

  /** Which store this is. */
  public StoreHeader header() {
    return header;
  }

  /** The reading side, as of the last {@link #refresh}. */
  public Reads reads() {
    return reads;
  }

  /**
   * The segments as far as they are durable at this moment.
   *
   * @throws CorruptStoreException if damage was met on the way there
   */
  synchronized List<Segment> durable() {
    look(true);
    log.damage()
        .ifPresent(damage -> {
          throw damage;
        });
    return log.segments();
  }

  /** Follows the log, looking for news ten times a second while it waits. */
  public Subscription subscribe(Filter filter, Position after) {
    refresh();
    return reads.subscribe(
        filter, after, new LogSubscription.HeadSource(log, this::refresh, Log.pollNanos()));
  }

  /** Looks how far the log is durable now. */
  public void refresh() {
    look(false);
  }

  /**
   * Follows the mark.
   *
   * @param beyond whether to look behind it too: after a power cut the mark may be an older one
   */
  private synchronized void look(boolean beyond) {
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
  private boolean reach(HeadMark mark) throws IOException {
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
  private boolean finish(Segment last) throws IOException {
    Path sealed = folder.resolve(Segment.sealedName(last.first()));
    if (!disk.exists(sealed)) {
      return false;
    }
    settle(last, last.file().size());
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
  private boolean openNext(long first, long reached) throws IOException {
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
    Segment active;
    try {
      active = loader.open(first, folder.resolve(Segment.ACTIVE));
    } catch (NoSuchFileException e) {
      return false;
    }
    if (disk.exists(sealed)) {
      // Sealed in the meantime: what was opened may be the segment behind it.
      active.file().close();
      active = loader.open(first, sealed);
    }
    log.put(active);
    return true;
  }

  private void settle(Segment segment, long to) throws IOException {
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

  /** The bytes that are not proven durable and that no living writer answers for. */
  public synchronized long bytesBeyondHead() {
    look(true);
    try {
      if (log.segments().isEmpty() || log.damage().isPresent()) {
        return 0;
      }
      Segment last = log.segments().getLast();
      long end = last.index().end();
      long size = last.file().size();
      boolean beyond = size > end && !StoreLock.isHeld(disk, folder);
      return beyond ? Filler.begin(last.file(), end, size) - end : 0;
    } catch (IOException e) {
      throw log.unreadable(e);
    }
  }

  /** Closes the files; ends waiting subscriptions. */
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw log.unreadable(e);
    }
  }
}
