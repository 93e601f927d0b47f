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

/**
 * Reads a log that another process may be writing to: up to the mark in {@code head}, and beyond
 * it, when it is opened and where the mark is lost, as far as the files prove by themselves ({@link
 * CatchUp}). Looks for news whenever it is asked; changes nothing on the disk. Thread-safe.
 */
public final class Follower {

  private final Disk disk;
  private final Path folder;
  private final StoreHeader header;
  private final Log log;
  private final Reads reads;
  private final CatchUp catchUp;

  private Follower(Disk disk, Path folder, StoreHeader header) {
    this.disk = disk;
    this.folder = folder;
    this.header = header;
    this.log = new Log(disk, folder, header, List.of());
    this.reads = new Reads(log);
    this.catchUp = new CatchUp(log);
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
    return reads.subscribe(filter, after, this::refresh, Log.pollNanos());
  }

  /** Looks how far the log is durable now. */
  public void refresh() {
    look(false);
  }

  private synchronized void look(boolean beyond) {
    catchUp.look(beyond);
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
