package dev.cairn.log.internal;

import dev.cairn.StoreLockedException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to write to a store: the lock on the file {@code LOCK}. Its holder says who it is in
 * {@code OWNER}, for people and for error messages; only the lock counts.
 */
final class StoreLock implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger("dev.cairn.log");
  static final String NAME = "LOCK";
  private static final String OWNER = "OWNER";
  private static final Duration PAUSE_MIN = Duration.ofNanos(500_000);
  private static final Duration PAUSE_MAX = Duration.ofMillis(20);
  private static final Duration PAUSE_HALVED_AFTER = Duration.ofMillis(500);

  private final Disk disk;
  private final Path folder;
  private final DiskLock lock;

  private StoreLock(Disk disk, Path folder, DiskLock lock) {
    this.disk = disk;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes the lock, waiting for it if need be.
   *
   * @throws StoreLockedException if somebody else held it all the time, naming the holder
   */
  static StoreLock take(Disk disk, Path folder, Duration wait, Instant now) throws IOException {
    long start = System.nanoTime();
    while (true) {
      Optional<DiskLock> taken = disk.tryLock(folder.resolve(NAME));
      if (taken.isPresent()) {
        return signed(new StoreLock(disk, folder, taken.get()), now);
      }
      long waited = System.nanoTime() - start;
      if (waited >= wait.toNanos() || Thread.currentThread().isInterrupted()) {
        throw new StoreLockedException(folder.toString(), owner(disk, folder));
      }
      LockSupport.parkNanos(pause(waited));
    }
  }

  /** Whoever has waited longer looks more often, so that nobody loses the draw again and again. */
  private static long pause(long waited) {
    long most = PAUSE_MAX.toNanos() / (1 + waited / PAUSE_HALVED_AFTER.toNanos());
    return ThreadLocalRandom.current()
        .nextLong(PAUSE_MIN.toNanos(), PAUSE_MIN.toNanos() + Math.max(1, most));
  }

  private static StoreLock signed(StoreLock lock, Instant now) throws IOException {
    try (Opened opened = new Opened()) {
      opened.add(lock::close);
      lock.sign(now);
      opened.keep();
      return lock;
    }
  }

  /** Who holds the store, in words, as far as it can be known. */
  static String owner(Disk disk, Path folder) {
    try {
      String text =
          new String(AtomicFile.read(disk, folder.resolve(OWNER)), StandardCharsets.UTF_8);
      return text.isBlank() ? "somebody who has not said who they are" : text.strip();
    } catch (IOException e) {
      return "somebody who has not said who they are";
    }
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

  private void sign(Instant now) throws IOException {
    String text =
        "process %d on %s since %s\n".formatted(ProcessHandle.current().pid(), host(), now);
    Path file = folder.resolve(OWNER);
    disk.delete(file);
    try (DiskFile out = disk.open(file, Disk.Access.CREATE)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (DiskFullException e) {
      LOGGER.log(
          System.Logger.Level.WARNING, "no space to say in %s who writes here".formatted(file));
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      disk.delete(folder.resolve(OWNER));
    }
  }
}
