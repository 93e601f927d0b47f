package dev.cairn.log.internal;

import dev.cairn.StoreLockedException;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The turns of a store that others append to as well. Between turns it follows the mark in {@code
 * head} like a reader. A turn begins with the lock and with what others wrote; whoever had the turn
 * before marked all that is durable, so there is nothing beyond the mark, unless it died or failed:
 * then the end of the log is judged and made durable as at an opening, before anything of it is
 * shown. A turn ends when no append waits, or after a time, so that others come to write.
 *
 * <p>The log is moved by the leader during a turn and by readers between turns, never by both.
 */
final class SharedTurns implements Turns {

  /** A turn in which appends go on waiting ends after the group write that passes this. */
  static final Duration TURN_MAX = Duration.ofMillis(5);

  private final Log log;
  private final HeadFile head;
  private final GroupWriter writer;
  private final StoreLock lock;
  private final Duration lockWait;
  private final InstantSource time;
  private final LongSupplier nanos;
  private final CatchUp catchUp;

  /** Changed under the lock of this object, by the leader alone. */
  private volatile boolean ours;

  private long since;
  private boolean closed;

  /**
   * Begins with a turn: the one in which the store was opened.
   *
   * @param nanos what a turn is measured by
   */
  SharedTurns(
      Log log,
      HeadFile head,
      GroupWriter writer,
      StoreLock lock,
      Duration lockWait,
      InstantSource time,
      LongSupplier nanos) {
    this.log = log;
    this.head = head;
    this.writer = writer;
    this.lock = lock;
    this.lockWait = lockWait;
    this.time = time;
    this.nanos = nanos;
    this.catchUp = new CatchUp(log);
    this.ours = true;
    this.since = nanos.getAsLong();
  }

  @Override
  public boolean begin() throws IOException {
    return !ours && begin(lockWait);
  }

  private boolean begin(Duration wait) throws IOException {
    lock.retake(wait);
    try (Opened opened = new Opened()) {
      opened.add(lock::release);
      boolean news = takeOver();
      opened.keep();
      return news;
    }
  }

  private synchronized boolean takeOver() throws IOException {
    boolean news = follow();
    since = nanos.getAsLong();
    ours = true;
    return news;
  }

  @Override
  public void end(boolean more) throws IOException {
    boolean goesOn = more && nanos.getAsLong() - since < TURN_MAX.toNanos();
    if (ours && !goesOn) {
      synchronized (this) {
        ours = false;
      }
      lock.release();
    }
  }

  @Override
  public boolean beginLast() throws IOException {
    try {
      if (!ours) {
        var _ = begin(Duration.ZERO);
      }
      return true;
    } catch (StoreLockedException e) {
      return false; // Whoever writes last marks the end.
    }
  }

  @Override
  public synchronized void look() {
    if (!ours && !closed) {
      catchUp.look(false);
    }
  }

  @Override
  public long pollNanos() {
    return Log.pollNanos();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  /** Takes the log on to all that others left; returns whether they left anything. */
  private boolean follow() throws IOException {
    log.damage()
        .ifPresent(damage -> {
          throw damage;
        });
    boolean marked = head.reread();
    if (marked && !catchUp.reach(head.mark())) {
      throw new IOException("segments that the mark in head names are not there");
    }
    boolean left = isMoreThanMarked();
    if (left) {
      recover();
    }
    if (left || marked) {
      writer.follow(left);
    }
    return left || marked;
  }

  private Segment active() {
    return log.segments().getLast();
  }

  /** Whether the files hold something else than what is known to be durable. */
  private boolean isMoreThanMarked() throws IOException {
    Segment last = active();
    Path sealed = log.folder().resolve(Segment.sealedName(last.first()));
    return last.file().size() != last.index().end() || log.disk().exists(sealed);
  }

  /**
   * Judges what was left behind the mark, by one that died or failed. Nothing of it gets into the
   * index before it is durable. The mark is read by its name, since it may lie in a file that
   * somebody made anew.
   */
  private void recover() throws IOException {
    head.reopen();
    HeadMark mark = head.mark();
    if (!catchUp.reach(mark)) {
      throw new IOException("segments that the mark in head names are not there");
    }
    while (catchUp.finish(active())) {
      openNext(active().last() + 1);
    }
    Segment last = active();
    long known = last.index().end();
    long size = last.file().size();
    if (size < known) {
      throw Log.damage(
          last,
          size,
          known,
          last.last(),
          "the file is shorter than it was: %d bytes were durable".formatted(known));
    }
    boolean clean = mark.clean() && mark.segment() == last.first();
    long to = clean ? size : Filler.begin(last.file(), known, size);
    TailRepair repair = new TailRepair(log.disk(), log.folder(), time.instant());
    long end = repair.settle(last, to, clean ? size : known, _ -> {});
    repair.makeDurable(last.path(), known, end);
    catchUp.settle(last, end);
    log.publish(last.last());
    writer.mark();
    if (repair.report().cutBytes() > 0) {
      Warnings.tell(
          "another writer of {0} ended in the middle of an append that was never acknowledged: {1} bytes were moved to {2}",
          log.folder(),
          Long.toString(repair.report().cutBytes()),
          repair.report().quarantine().map(Path::toString).orElse(""));
    }
  }

  /** Opens what follows a segment that was sealed; makes it where its maker died before that. */
  private void openNext(long first) throws IOException {
    if (!catchUp.openNext(first, 1)) {
      log.disk().open(log.folder().resolve(Segment.ACTIVE), Disk.Access.CREATE).close();
      var _ = catchUp.openNext(first, 1);
    }
  }
}
