package dev.cairn.log.internal;

import dev.cairn.StoreLockedException;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import dev.cairn.log.LockMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a store: the lock on the file {@code LOCK}. Whoever wants it takes the lock
 * on {@code LOCK.next} first and keeps that until it has the right. So there is one who is next,
 * and a holder that gives the right up cannot have it again before that one had it. Used by one
 * thread at a time.
 */
final class StoreLock implements AutoCloseable {

  static final String NAME = "LOCK";
  static final String NEXT = "LOCK.next";

  /** The least pause between two looks at the lock, of the one who is next. */
  private static final Duration LOCK_PAUSE = Duration.ofNanos(50_000);

  /** The least pause between two looks of those who would be next. */
  private static final Duration NEXT_PAUSE = Duration.ofNanos(150_000);

  /** Whoever has waited for so long does not wait for a turn to end: it looks less often. */
  private static final Duration PATIENT_AFTER = Duration.ofSeconds(1);

  private static final int PATIENT_TIMES = 20;

  /** One of the two locks, which is opened when it is first taken. */
  private static final class Gate implements AutoCloseable {
    private final Disk disk;
    private final Path path;
    private final Duration pause;
    private @Nullable DiskLock lock;

    Gate(Disk disk, Path path, Duration pause) {
      this.disk = disk;
      this.path = path;
      this.pause = pause;
    }

    boolean take() throws IOException {
      if (lock != null) {
        return lock.retake();
      }
      lock = disk.tryLock(path).orElse(null);
      return lock != null;
    }

    /** A random time, so that of many that wait no one is the second again and again. */
    long pauseNanos(long waited) {
      long least =
          waited < PATIENT_AFTER.toNanos() ? pause.toNanos() : PATIENT_TIMES * pause.toNanos();
      return ThreadLocalRandom.current().nextLong(least, 3 * least);
    }

    void release() throws IOException {
      if (lock != null) {
        lock.release();
      }
    }

    @Override
    public void close() throws IOException {
      if (lock != null) {
        lock.close();
      }
    }
  }

  private final Disk disk;
  private final Path folder;
  private final Gate next;
  private final Gate lock;
  private final OwnerFile owner;

  private StoreLock(Disk disk, Path folder, LockMode mode, Instant now) {
    this.disk = disk;
    this.folder = folder;
    this.next = new Gate(disk, folder.resolve(NEXT), NEXT_PAUSE);
    this.lock = new Gate(disk, folder.resolve(NAME), LOCK_PAUSE);
    this.owner = new OwnerFile(disk, folder, mode, now);
  }

  /**
   * Takes the lock, waiting for it if need be; an interrupt ends the wait.
   *
   * @throws StoreLockedException if somebody else held it all the time, naming the holder
   */
  static StoreLock take(Disk disk, Path folder, LockMode mode, Duration wait, Instant now)
      throws IOException {
    StoreLock taken = new StoreLock(disk, folder, mode, now);
    try (Opened opened = new Opened()) {
      opened.add(taken::close);
      taken.take(wait, true);
      opened.keep();
      return taken;
    }
  }

  /**
   * Takes the lock again after {@link #release}, waiting for it whatever interrupts come.
   *
   * @throws StoreLockedException if somebody else held it all the time, naming the holder
   */
  void retake(Duration wait) throws IOException {
    take(wait, false);
  }

  private void take(Duration wait, boolean interruptible) throws IOException {
    long start = System.nanoTime();
    try (Opened opened = new Opened()) {
      opened.add(lock::release);
      try {
        await(next, start, wait, interruptible);
        await(lock, start, wait, interruptible);
      } finally {
        next.release();
      }
      owner.sign();
      opened.keep();
    }
  }

  private void await(Gate gate, long start, Duration wait, boolean interruptible)
      throws IOException {
    boolean interrupted = false;
    try {
      while (!gate.take()) {
        long waited = System.nanoTime() - start;
        if (waited >= wait.toNanos() || (interruptible && Thread.currentThread().isInterrupted())) {
          throw new StoreLockedException(folder.toString(), OwnerFile.read(disk, folder));
        }
        LockSupport.parkNanos(gate.pauseNanos(waited));
        interrupted |= !interruptible && Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives the lock up, until {@link #retake}. */
  void release() throws IOException {
    lock.release();
  }

  /** Says that nobody holds the lock, before it is given up for good. */
  void signOff() throws IOException {
    owner.clear();
  }

  /** Whether somebody holds the lock now; makes no file. */
  static boolean isHeld(Disk disk, Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!disk.exists(file)) {
        return false;
      }
      Optional<DiskLock> lock = disk.tryLock(file);
      if (lock.isPresent()) {
        lock.get().close();
      }
      return lock.isEmpty();
    } catch (IOException e) {
      return false; // Without the right to lock there is nobody here who writes.
    }
  }

  @Override
  public void close() throws IOException {
    try (Opened all = new Opened()) {
      all.add(next::close);
      all.add(lock::close);
      all.add(owner::close);
    }
  }
}
