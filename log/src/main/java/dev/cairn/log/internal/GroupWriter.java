package dev.cairn.log.internal;

import dev.cairn.StoreFullException;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes group after group to the active segment and seals it when it is large enough. Used by the
 * committer's thread, and by whoever opens and closes the store before it starts and after it
 * ended.
 */
final class GroupWriter {

  /** An active segment with this many events that only memory covers saves its index. */
  static final int UNSAVED_EVENTS_MAX = 1 << 16;

  /** At close, fewer unsaved events than this are left to be scanned at the next opening. */
  static final int UNSAVED_AT_CLOSE_MAX = 1 << 10;

  private final Log log;
  private final Disk disk;
  private final HeadFile head;
  private final InstantSource time;
  private final long segmentBytes;
  private final Loader loader;
  private final Ascii group = new Ascii(64 << 10);
  private final List<Integer> ends = new ArrayList<>();
  private DiskFile file;
  private long lastMicros;
  private long commit;
  private long micros;

  GroupWriter(Log log, HeadFile head, InstantSource time, long segmentBytes) throws IOException {
    this.log = log;
    this.disk = log.disk();
    this.head = head;
    this.time = time;
    this.segmentBytes = segmentBytes;
    this.loader = new Loader(disk, log.folder());
    this.file = disk.open(active().path(), Disk.Access.WRITE);
    this.lastMicros = log.head() == 0 ? 0 : new LineReader(log).read(log.head()).micros();
  }

  private Segment active() {
    return log.segments().getLast();
  }

  /** Begins a group; a full segment is sealed before. */
  void begin() throws IOException {
    if (active().index().end() >= segmentBytes) {
      roll();
    }
    group.clear();
    ends.clear();
    commit = log.head() + 1;
    micros = Math.max(lastMicros, Timestamps.micros(time.instant()));
  }

  /** The position that the next event of the group gets. */
  long nextPosition() {
    return commit + ends.size();
  }

  void add(EncodedAppend.Piece piece, long position, long version) {
    if (position != nextPosition()) {
      throw new IllegalStateException(
          "position %d, expected %d".formatted(position, nextPosition()));
    }
    piece.write(position, commit, version, micros, group);
    ends.add(group.length());
  }

  /**
   * Makes the group durable and shows it to readers.
   *
   * @throws StoreFullException if there was no space; the log is as it was before
   * @throws IOException if anything else went wrong: nothing may be written any more
   */
  void commit() throws IOException {
    if (ends.isEmpty()) {
      return;
    }
    if (head.mark().clean()) {
      mark(false);
      head.sync();
    }
    Segment segment = active();
    long from = segment.index().end();
    write(from);
    file.sync();
    lastMicros = micros;
    index(segment, from);
    mark(log.head() + ends.size(), segment, false);
    log.publish(log.head() + ends.size());
    if (segment.index().recentCount() >= UNSAVED_EVENTS_MAX) {
      saveIndex(segment);
    }
  }

  /** Saves a derived file: that there is no space for it harms nobody. */
  private void saveIndex(Segment segment) throws IOException {
    try {
      loader.save(segment);
    } catch (DiskFullException full) {
      System.getLogger("dev.cairn.log")
          .log(System.Logger.Level.WARNING, "no space to save an index; opening will take longer");
    }
  }

  private void write(long from) throws IOException {
    try {
      file.write(ByteBuffer.wrap(group.array(), 0, group.length()), from);
    } catch (DiskFullException full) {
      // A part may be in the file: it must be gone for good before anyone is told so.
      file.truncate(from);
      file.sync();
      throw new StoreFullException(log.folder().toString(), full);
    }
  }

  private void index(Segment segment, long from) {
    int start = 0;
    for (int end : ends) {
      byte[] line = java.util.Arrays.copyOfRange(group.array(), start, end - 1);
      int crc = Line.crc(line, 0, line.length - Line.TRAILER);
      segment.index().add(IndexEntry.of(LogEvent.parse(line), crc, from + start, from + end));
      start = end;
    }
  }

  private void mark(boolean clean) throws IOException {
    mark(log.head(), active(), clean);
  }

  private void mark(long position, Segment segment, boolean clean) throws IOException {
    head.write(head.mark().moved(position, segment.first(), segment.index().end(), clean));
  }

  private void roll() throws IOException {
    Segment full = active();
    file.close();
    Path sealed = log.folder().resolve(Segment.sealedName(full.first()));
    disk.rename(full.path(), sealed);
    disk.syncFolder(log.folder());
    log.put(full.at(sealed));
    Path path = log.folder().resolve(Segment.ACTIVE);
    file = disk.open(path, Disk.Access.CREATE);
    file.sync();
    disk.syncFolder(log.folder());
    log.put(loader.open(log.head() + 1, path));
    saveIndex(full.at(sealed));
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

  /** Ends writing; after a failure nothing more is said of the log. */
  void close(boolean sound) throws IOException {
    try (DiskFile written = file;
        HeadFile marks = head) {
      if (!sound) {
        return;
      }
      written.sync();
      if (!marks.mark().clean()) {
        mark(true);
        marks.sync();
      }
      if (active().index().recentCount() >= UNSAVED_AT_CLOSE_MAX) {
        saveIndex(active());
      }
    }
  }
}
