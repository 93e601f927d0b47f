package dev.cairn.log.internal;

import dev.cairn.Filter;
import dev.cairn.MissingStoreException;
import dev.cairn.Position;
import dev.cairn.Subscription;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log that another process may be writing to, up to the mark in {@code head} and never
 * beyond. Looks for news whenever it is asked; changes nothing on the disk. Thread-safe.
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
    try {
      Follower follower = new Follower(disk, folder, StoreHeader.read(disk, folder));
      follower.refresh();
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

  /** Follows the log, looking for news ten times a second while it waits. */
  public Subscription subscribe(Filter filter, Position after) {
    refresh();
    return reads.subscribe(
        filter, after, new LogSubscription.HeadSource(log, this::refresh, Log.pollNanos()));
  }

  /** Looks how far the log is durable now. */
  public synchronized void refresh() {
    try {
      for (int i = 0; i < TRIES; i++) {
        HeadMark mark = mark();
        if (mark.position() <= log.head() || reach(mark)) {
          return;
        }
      }
      throw new IOException("the segments changed faster than they could be opened");
    } catch (IOException e) {
      if (!log.isClosed()) {
        throw log.unreadable(e);
      }
    }
  }

  /** The mark; where it is lost, what is sealed is durable all the same. */
  private HeadMark mark() throws IOException {
    Optional<HeadMark> mark = HeadFile.read(disk, folder);
    List<Long> sealed = mark.isPresent() ? List.of() : Segment.sealed(disk, folder);
    if (sealed.isEmpty()) {
      return mark.orElse(HeadMark.NONE);
    }
    long first = sealed.getLast();
    Segment last = loader.open(first, folder.resolve(Segment.sealedName(first)));
    try (DiskFile file = last.file()) {
      settle(last, file.size());
      return new HeadMark(0, last.last(), first, file.size(), false);
    }
  }

  /** Extends what is indexed to a mark; false if the files moved meanwhile. */
  private boolean reach(HeadMark mark) throws IOException {
    while (true) {
      Segment last = log.segments().isEmpty() ? null : log.segments().getLast();
      if (last != null && last.first() == mark.segment()) {
        settle(last, mark.length());
        log.publish(mark.position());
        return true;
      }
      if (last != null && !finish(last)) {
        return false;
      }
      if (!openNext(mark, last == null ? 1 : last.last() + 1)) {
        return false;
      }
    }
  }

  /** Takes the rest of a segment that was sealed since. */
  private boolean finish(Segment last) throws IOException {
    Path sealed = folder.resolve(Segment.sealedName(last.first()));
    if (!disk.exists(sealed)) {
      return false;
    }
    settle(last, last.file().size());
    log.put(last.at(sealed));
    return true;
  }

  private boolean openNext(HeadMark mark, long first) throws IOException {
    Path sealed = folder.resolve(Segment.sealedName(first));
    if (disk.exists(sealed)) {
      log.put(loader.open(first, sealed));
      return true;
    }
    if (first != mark.segment()) {
      return false;
    }
    Segment active;
    try {
      active = loader.open(first, folder.resolve(Segment.ACTIVE));
    } catch (NoSuchFileException e) {
      return false;
    }
    if (!beginsAt(active, first)) {
      active.file().close();
      return false;
    }
    log.put(active);
    return true;
  }

  private static boolean beginsAt(Segment segment, long first) throws IOException {
    LineScanner lines = new LineScanner(segment.file(), 0, segment.file().size());
    LogEvent event = lines.next() && lines.isSound() ? Loader.parse(lines.bytes()) : null;
    return event == null || event.sequence() == first;
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

  /** The bytes behind the mark that no living writer answers for. */
  public long bytesBeyondHead() {
    try {
      HeadMark mark = mark();
      Path active = folder.resolve(Segment.ACTIVE);
      if (!disk.exists(active) || isHeld()) {
        return 0;
      }
      try (DiskFile file = disk.open(active, Disk.Access.READ)) {
        boolean rolled = disk.exists(folder.resolve(Segment.sealedName(mark.segment())));
        return Math.max(0, file.size() - (rolled ? 0 : mark.length()));
      }
    } catch (IOException e) {
      throw log.unreadable(e);
    }
  }

  private boolean isHeld() {
    try {
      Optional<DiskLock> lock = disk.tryLock(folder.resolve("LOCK"));
      if (lock.isPresent()) {
        lock.get().close();
      }
      return lock.isEmpty();
    } catch (IOException e) {
      return false; // Without the right to lock there is nobody here who writes.
    }
  }

  /** Closes the files; ends waiting subscriptions. */
  public void close() {
    log.close();
  }
}
