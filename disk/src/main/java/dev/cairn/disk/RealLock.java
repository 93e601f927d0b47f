package dev.cairn.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lock of the operating system on a file. Closing any channel on a locked file drops this
 * process's lock on it silently, so a registry sees to it that this JVM never has a second channel
 * on the same file, whatever name it is opened by.
 */
final class RealLock implements DiskLock {

  /**
   * Of each held lock the real path and, where the system has one, the identity of the file behind
   * it, which a link shares. Guarded by itself, together with the channels that it stands for.
   */
  private static final Set<Object> HELD = new HashSet<>();

  private final List<Object> keys;
  private final FileChannel channel;

  private RealLock(List<Object> keys, FileChannel channel) {
    this.keys = keys;
    this.channel = channel;
  }

  static Optional<DiskLock> tryLock(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path real =
        folder == null ? file : folder.toRealPath().resolve(String.valueOf(file.getFileName()));
    synchronized (HELD) {
      boolean held = keys(real).stream().anyMatch(HELD::contains);
      return held ? Optional.empty() : taken(real);
    }
  }

  private static List<Object> keys(Path real) throws IOException {
    if (!Files.exists(real)) {
      return List.of(real);
    }
    Object identity = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
    return identity == null ? List.of(real) : List.of(real, identity);
  }

  private static Optional<DiskLock> taken(Path real) throws IOException {
    FileChannel channel =
        FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty();
      }
      List<Object> keys = keys(real);
      HELD.addAll(keys);
      return Optional.of(new RealLock(keys, channel));
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** Closing the channel releases the lock; a second call finds it closed and frees no other. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (!channel.isOpen()) {
        return;
      }
      try (channel) {
        HELD.removeAll(keys);
      }
    }
  }
}
