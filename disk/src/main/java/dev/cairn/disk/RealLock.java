package dev.cairn.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock of the operating system on a file. Closing any channel on a locked file drops this
 * process's lock on it silently, so a registry sees to it that this JVM never has a second channel
 * on the same file.
 */
final class RealLock implements DiskLock {

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path real;
  private final FileChannel channel;
  private final FileLock lock;

  private RealLock(Path real, FileChannel channel, FileLock lock) {
    this.real = real;
    this.channel = channel;
    this.lock = lock;
  }

  static Optional<DiskLock> tryLock(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path real =
        folder == null ? file : folder.toRealPath().resolve(String.valueOf(file.getFileName()));
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    Optional<DiskLock> taken = Optional.empty();
    try {
      taken = taken(real);
      return taken;
    } finally {
      if (taken.isEmpty()) {
        HELD.remove(real);
      }
    }
  }

  private static Optional<DiskLock> taken(Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      return lock == null ? Optional.empty() : Optional.of(new RealLock(real, channel, lock));
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!channel.isOpen()) {
      return; // The registry may hold the next owner's entry by now.
    }
    try (channel) {
      if (lock.isValid()) {
        lock.release();
      }
    } finally {
      HELD.remove(real);
    }
  }
}
