package dev.cairn.disk;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file. Closing any channel on a locked file drops this
 * process's lock on it silently, so a registry sees to it that this JVM never has a second channel
 * on the same file, whatever name it is opened by: all locks on a file share one channel, and it is
 * closed with the last of them.
 */
final class RealLock implements DiskLock {

  /**
   * The lock files that are open, each by its real path and, where the system has one, by the
   * identity of the file behind it, which a link shares. Guarded by itself, together with the
   * channels and who holds them.
   */
  private static final Map<Object, LockFile> OPEN = new HashMap<>();

  /** A file that is open, for as many locks as use it, of which at most one is held. */
  private static final class LockFile {
    private final FileChannel channel;
    private List<Object> keys = List.of();
    private int users;
    private @Nullable RealLock holder;
    private @Nullable FileLock held;

    LockFile(FileChannel channel) {
      this.channel = channel;
    }

    boolean take(RealLock by) throws IOException {
      if (holder == null) {
        held = channel.tryLock();
        holder = held == null ? null : by;
      }
      return by.equals(holder);
    }

    void release(RealLock by) throws IOException {
      FileLock lock = held;
      if (by.equals(holder) && lock != null) {
        holder = null;
        held = null;
        lock.release();
      }
    }
  }

  private final LockFile file;
  private boolean closed;

  private RealLock(LockFile file) {
    this.file = file;
  }

  static Optional<DiskLock> tryLock(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path real =
        folder == null ? file : folder.toRealPath().resolve(String.valueOf(file.getFileName()));
    synchronized (OPEN) {
      RealLock lock = new RealLock(opened(real));
      boolean taken = false;
      try {
        taken = lock.retake();
        return taken ? Optional.of(lock) : Optional.empty();
      } finally {
        if (!taken) {
          lock.close();
        }
      }
    }
  }

  private static LockFile opened(Path real) throws IOException {
    for (Object key : keys(real)) {
      LockFile known = OPEN.get(key);
      if (known != null) {
        known.users++;
        return known;
      }
    }
    LockFile fresh =
        new LockFile(FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    fresh.users++;
    fresh.keys = keys(real);
    fresh.keys.forEach(key -> OPEN.put(key, fresh));
    return fresh;
  }

  private static List<Object> keys(Path real) throws IOException {
    if (!Files.exists(real)) {
      return List.of(real);
    }
    Object identity = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
    return identity == null ? List.of(real) : List.of(real, identity);
  }

  @Override
  public void release() throws IOException {
    synchronized (OPEN) {
      file.release(this);
    }
  }

  @Override
  public boolean retake() throws IOException {
    synchronized (OPEN) {
      if (closed) {
        throw new ClosedChannelException();
      }
      return file.take(this);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      if (closed) {
        return;
      }
      closed = true;
      file.users--;
      boolean last = file.users == 0;
      try (FileChannel _ = last ? file.channel : null) {
        file.release(this);
      }
      if (last) {
        file.keys.forEach(OPEN::remove);
      }
    }
  }
}
