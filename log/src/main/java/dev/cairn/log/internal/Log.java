package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is durable, as its readers see it: the segments, and the head up to which they may be read.
 * One thread at a time publishes; any number read. A reader looks at the head once and then never
 * beyond it.
 */
final class Log implements AutoCloseable {

  private final Disk disk;
  private final Path folder;
  private final StoreHeader header;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile List<Segment> segments;
  private volatile long head;
  private volatile long durable;
  private volatile boolean closed;
  private volatile @Nullable CorruptStoreException damage;
  private long wakes;

  Log(Disk disk, Path folder, StoreHeader header, List<Segment> segments) {
    this.disk = disk;
    this.folder = folder;
    this.header = header;
    this.segments = List.copyOf(segments);
    this.head = segments.isEmpty() ? 0 : segments.getLast().last();
    this.durable = head;
  }

  Disk disk() {
    return disk;
  }

  Path folder() {
    return folder;
  }

  StoreHeader header() {
    return header;
  }

  List<Segment> segments() {
    return segments;
  }

  long head() {
    return head;
  }

  /** The head, but for what a writer whose durability is relaxed has not synced yet. */
  long durable() {
    return durable;
  }

  /** The damage that its reader met behind the head; nothing that lies there can be told. */
  Optional<CorruptStoreException> damage() {
    return Optional.ofNullable(damage);
  }

  /** Ends the log, for this reader, before damage. */
  void endBefore(CorruptStoreException found) {
    damage = found;
    wake();
  }

  boolean isClosed() {
    return closed;
  }

  /** The segment that holds a position, which must not be beyond the head. */
  Segment segmentOf(long position) {
    List<Segment> all = segments;
    return all.get(Segment.indexOf(all, position));
  }

  /** Shows readers what was indexed and is durable, and wakes those that wait. */
  void publish(long newHead) {
    durable = newHead;
    show(newHead);
  }

  /** All that is shown is durable now. */
  void settled() {
    durable = head;
  }

  /** Shows readers what was indexed, durable or not, and wakes those that wait. */
  void show(long newHead) {
    lock.lock();
    try {
      head = newHead;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Puts a segment behind the others, or another view of the last one in its place. */
  void put(Segment segment) {
    List<Segment> next = new ArrayList<>(segments);
    if (!next.isEmpty() && next.getLast().first() == segment.first()) {
      next.removeLast();
    }
    next.add(segment);
    segments = List.copyOf(next);
  }

  /** How often it was woken; to be looked at before deciding to wait. */
  long wakes() {
    lock.lock();
    try {
      return wakes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits while nothing is behind a position, until the time is up or it is woken more often than
   * the caller knew when it decided to wait.
   */
  void awaitBeyond(long position, long wakesKnown, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (head <= position && !closed && wakes == wakesKnown && left > 0) {
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Wakes those that wait, for a reason other than the head. */
  void wake() {
    lock.lock();
    try {
      wakes++;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The error for damage in a segment. */
  static CorruptStoreException damage(
      Segment segment, long from, long to, long position, String reason) {
    long line = position - segment.first() + 1;
    return new CorruptStoreException(
        segment.path().toString(), from, to, line, dev.cairn.Position.of(position), reason);
  }

  /** The error for a file that cannot be read. */
  StoreUnavailableException unreadable(IOException cause) {
    return new StoreUnavailableException(
        folder.toString(), "reading failed: " + cause.getMessage(), cause);
  }

  /** How long a poll of a store that others write to rests. */
  static long pollNanos() {
    return TimeUnit.MILLISECONDS.toNanos(100);
  }

  /** Ends every wait and closes the files. */
  @Override
  public void close() throws IOException {
    closed = true;
    wake();
    try (Opened files = new Opened()) {
      segments.forEach(segment -> files.add(segment.file()::close));
    }
  }
}
