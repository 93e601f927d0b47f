package dev.cairn.log.internal;

import dev.cairn.StoreFullException;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.log.Durability;
import dev.cairn.log.LogOptions;
import dev.cairn.log.PreparedSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes group after group to the active segment and seals it when it is large enough. Used by
 * whoever leads, and by whoever opens and closes the store before the first and after the last one.
 */
final class GroupWriter {

  /** At close, fewer unsaved events than this are left to be scanned at the next opening. */
  static final int UNSAVED_AT_CLOSE_MAX = 1 << 10;

  private static final int GROUP_BYTES_USUAL = 16 << 10;

  /** The memory of a larger group is given back. */
  private static final int GROUP_BYTES_KEPT_MAX = 16 << 20;

  /** A line of the group: where it ends there, and what the index needs of it. */
  private record Written(int end, int crc, long version, IndexKeys keys) {}

  private final Log log;
  private final Disk disk;
  private final HeadFile head;
  private final Indexer indexer;
  private final InstantSource time;
  private final long segmentBytes;
  private final Loader loader;
  private final Staging staging = new Staging();
  private Ascii group = new Ascii(GROUP_BYTES_USUAL);
  private final Ascii stamp = new Ascii(Timestamps.LENGTH);
  private final List<Written> written = new ArrayList<>();
  private final Durability durability;
  private final Duration rest;
  private final SpaceAhead ahead;
  private final DueTime due = new DueTime();
  private DiskFile file;

  /** The first position of the segment that the file is. */
  private long fileFirst;

  private long lastMicros;
  private long first;
  private long commit;
  private long micros;
  private boolean unsynced;

  GroupWriter(Log log, HeadFile head, Indexer indexer, LogOptions options) throws IOException {
    this.log = log;
    this.disk = log.disk();
    this.head = head;
    this.indexer = indexer;
    this.time = options.time();
    this.segmentBytes = options.segmentBytes();
    this.ahead = new SpaceAhead(prepared(options), staging);
    this.durability = options.durability();
    this.rest = options.prepared().rest();
    this.loader = new Loader(disk, log.folder());
    this.lastMicros = timeOfLast();
    this.fileFirst = active().first();
    this.file = disk.open(active().path(), Disk.Access.WRITE);
  }

  /** Others read up to the size of the file what was left to them. */
  private static PreparedSpace prepared(LogOptions options) {
    return switch (options.lockMode()) {
      case EXCLUSIVE -> options.prepared();
      case SHARED -> PreparedSpace.NONE;
    };
  }

  private long timeOfLast() {
    return log.head() == 0 ? 0 : new LineReader(log).read(log.head()).micros();
  }

  private Segment active() {
    return log.segments().getLast();
  }

  /**
   * Begins a group; a full segment is sealed before.
   *
   * @throws StoreFullException if there was no space for the next segment; the log is as it was
   */
  void begin() throws IOException {
    if (active().index().end() >= segmentBytes) {
      roll();
    } else if (unsynced && due.inNanos() <= 0) {
      settle();
    }
    if (group.array().length > GROUP_BYTES_KEPT_MAX) {
      group = new Ascii(GROUP_BYTES_USUAL);
    }
    group.clear();
    written.clear();
    first = log.head() + 1;
    if (!unsynced) {
      commit = first; // What is written between two syncs is one group write to recovery.
    }
    micros = Math.max(lastMicros, Timestamps.micros(time.instant()));
    stamp.clear();
    Timestamps.write(micros, stamp);
  }

  /** Adds the event that follows the last one of the group. */
  void add(EncodedAppend.Piece piece, long position, long version) {
    long expected = first + written.size();
    if (position != expected) {
      throw new IllegalStateException("position %d, expected %d".formatted(position, expected));
    }
    int crc = piece.write(position, commit, version, stamp, group);
    written.add(new Written(group.length(), crc, version, piece.keys()));
  }

  /**
   * Makes the group durable, as far as that is asked for, and shows it to readers.
   *
   * @throws StoreFullException if there was no space; the log is as it was before
   * @throws IOException if anything else went wrong: nothing may be written any more
   */
  void commit() throws IOException {
    if (written.isEmpty()) {
      return;
    }
    if (head.mark().clean()) {
      markUnclean();
    }
    Segment segment = active();
    long from = segment.index().end();
    write(from);
    switch (durability) {
      case Durability.Synced() -> {
        ahead.follow(file, from + group.length(), group.length(), micros);
        file.sync();
        indexed(segment, from);
        mark(log.head() + written.size(), segment, false);
        due.set(ahead.isThere(), rest);
        log.publish(log.head() + written.size());
      }
      case Durability.MayLoseLatest(Duration window) -> {
        indexed(segment, from);
        if (!unsynced) {
          unsynced = true;
          due.set(true, window);
        }
        log.show(log.head() + written.size());
      }
    }
  }

  /** How long until {@link #settle} is due; {@link DueTime#NEVER} if it is not. Thread-safe. */
  long dueInNanos() {
    return due.inNanos();
  }

  /** Makes durable what was written without a sync, and cuts off prepared space. */
  void settle() throws IOException {
    due.set(false, rest);
    if (ahead.cut(file, active().index().end()) || unsynced) {
      file.sync();
    }
    if (unsynced) {
      unsynced = false;
      log.settled();
      mark(false);
    }
  }

  /** Must be durable before the first byte is written behind a clean end. */
  private void markUnclean() throws IOException {
    try {
      mark(false);
    } catch (DiskFullException full) {
      throw full(full); // Nothing relies on the slot that was written to.
    }
    head.sync();
  }

  private StoreFullException full(DiskFullException cause) {
    return new StoreFullException(log.folder().toString(), cause);
  }

  private void write(long from) throws IOException {
    try {
      staging.write(file, group.array(), group.length(), from);
    } catch (DiskFullException full) {
      // A part may be in the file: it must be gone for good before anyone is told so.
      file.truncate(from);
      file.sync();
      ahead.forget();
      throw full(full);
    }
  }

  private void indexed(Segment segment, long from) {
    lastMicros = micros;
    long start = from;
    for (Written line : written) {
      long end = from + line.end();
      segment.index().add(new IndexEntry(start, end, line.crc(), line.version(), line.keys()));
      start = end;
    }
  }

  private void mark(boolean clean) throws IOException {
    mark(log.head(), active(), clean);
  }

  private void mark(long position, Segment segment, boolean clean) throws IOException {
    head.write(head.mark().moved(position, segment.first(), segment.index().end(), clean));
  }

  /**
   * Seals the active segment. Everything that needs space comes first: without it the full segment
   * stays the active one. The folder is synced between the renames, so that no power cut leaves the
   * second one alone.
   */
  private void roll() throws IOException {
    settle();
    Path path = active().path();
    Segment full = active().at(log.folder().resolve(Segment.sealedName(active().first())));
    Path fresh = log.folder().resolve(Segment.FRESH);
    try {
      create(fresh);
      disk.rename(path, full.path());
    } catch (DiskFullException e) {
      throw full(e);
    }
    disk.syncFolder(log.folder());
    log.put(full);
    disk.rename(fresh, path);
    disk.syncFolder(log.folder());
    file.close();
    file = disk.open(path, Disk.Access.WRITE);
    fileFirst = log.head() + 1;
    log.put(loader.open(fileFirst, path));
    indexer.save(full);
  }

  /** Makes an empty file in the place of one that an earlier attempt left. */
  private void create(Path fresh) throws IOException {
    disk.delete(fresh);
    try (DiskFile out = disk.open(fresh, Disk.Access.CREATE)) {
      out.sync();
    }
  }

  /**
   * Others wrote: goes on from the last event that they wrote, in the segment where it lies.
   *
   * @param failed whether one of them may have failed on the file, which an older handle would be
   *     told of
   */
  void follow(boolean failed) throws IOException {
    lastMicros = Math.max(lastMicros, timeOfLast());
    if (failed || fileFirst != active().first()) {
      file.close();
      file = disk.open(active().path(), Disk.Access.WRITE);
      fileFirst = active().first();
    }
  }

  /** Says in {@code head} that all that is shown is durable. */
  void mark() throws IOException {
    mark(false);
  }

  /** Says in {@code head} how the store was found, before its first write. */
  void opened() throws IOException {
    Segment segment = active();
    HeadMark mark = head.mark();
    boolean same =
        mark.clean() && mark.position() == log.head() && mark.length() == segment.index().end();
    if (!same) {
      mark(false);
      head.sync();
    }
  }

  /** Marks the log as cleanly closed; only after everything went well. */
  void finish() throws IOException {
    settle();
    file.sync();
    if (!head.mark().clean()) {
      mark(true);
      head.sync();
    }
    if (active().index().recentCount() >= UNSAVED_AT_CLOSE_MAX) {
      loader.save(active());
    }
  }

  /** Closes the file that is written to; says nothing of the log. */
  void close() throws IOException {
    file.close();
  }
}
