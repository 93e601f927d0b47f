package dev.cairn.flow.internal;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to run a processor: a lock that the system takes back when its holder ends, however it
 * ends, and a number that grows with each holder, so that one who lost the lock without noticing is
 * found out before it writes.
 */
public final class Lease implements AutoCloseable {

  private final Disk disk;
  private final Path file;
  private final DiskLock lock;
  private final long epoch;

  private Lease(Disk disk, Path file, DiskLock lock, long epoch) {
    this.disk = disk;
    this.file = file;
    this.lock = lock;
    this.epoch = epoch;
  }

  /** Takes it, unless another one holds it. */
  public static Optional<Lease> take(Disk disk, Path state, String processor) throws IOException {
    Optional<DiskLock> lock = disk.tryLock(lock(state, processor));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    Path file = state.resolve(processor + ".epoch");
    try {
      long epoch = read(disk, file) + 1;
      byte[] text = (epoch + "\n").getBytes(StandardCharsets.US_ASCII);
      AtomicFile.write(disk, file, ByteBuffer.wrap(text));
      return Optional.of(new Lease(disk, file, lock.get(), epoch));
    } catch (IOException | RuntimeException e) {
      lock.get().close();
      throw e;
    }
  }

  /** The file that is locked; nothing else may open it. */
  public static Path lock(Path state, String processor) {
    return state.resolve(processor + ".LOCK");
  }

  private static long read(Disk disk, Path file) throws IOException {
    try {
      return Long.parseLong(
          new String(AtomicFile.read(disk, file), StandardCharsets.ISO_8859_1).strip());
    } catch (NoSuchFileException e) {
      return 0;
    } catch (NumberFormatException e) {
      throw new IOException(file + " does not hold a number", e);
    }
  }

  /** How often it has changed hands. */
  public long epoch() {
    return epoch;
  }

  /** Whether nobody has taken it since. */
  public boolean isHeld() throws IOException {
    return read(disk, file) == epoch;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
