package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.log.RecoveryReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the holder of the lock does about an end of the log that somebody left who did not get to
 * mark it: judges it, moves a torn last group write to {@code quarantine/}, and makes durable what
 * may live in memory only. Used by one thread.
 */
final class TailRepair {

  private static final int COPY_BYTES = 1 << 20;

  private final Disk disk;
  private final Path folder;
  private final Instant now;
  private RecoveryReport report = RecoveryReport.NOTHING_CUT;

  TailRepair(Disk disk, Path folder, Instant now) {
    this.disk = disk;
    this.folder = folder;
    this.now = now;
  }

  /** What was cut. */
  RecoveryReport report() {
    return report;
  }

  /**
   * Judges what a segment holds behind its index, and cuts it where it is torn.
   *
   * @param durable the bytes of the segment that are known to be durable
   * @param found takes every event of a whole append, in order
   * @return the offset behind the last whole append, where the segment ends now
   * @throws CorruptStoreException if bytes that were durable are damaged; nothing is changed
   */
  long settle(Segment segment, long size, long durable, Consumer<IndexEntry> found)
      throws IOException {
    return switch (new TailScan(segment, size, found).run(durable)) {
      case TailScan.Outcome.Whole() -> size;
      case TailScan.Outcome.Torn(long from) -> {
        cut(segment.path(), from, size);
        yield from;
      }
      case TailScan.Outcome.Corrupt(long from, long to, long position, String reason) ->
          throw Log.damage(segment, from, to, position, reason);
    };
  }

  private void cut(Path path, long from, long to) throws IOException {
    Path quarantine = folder.resolve("quarantine");
    disk.createFolders(quarantine);
    Path kept = freeName(quarantine, path, from);
    try (DiskFile in = disk.open(path, Disk.Access.WRITE);
        DiskFile out = disk.open(kept, Disk.Access.CREATE)) {
      copy(in, from, to, out, 0);
      out.sync();
      disk.syncFolder(quarantine);
      in.truncate(from);
      in.sync();
    }
    report = new RecoveryReport(to - from, Optional.of(kept));
  }

  /** What was cut before is never overwritten, whatever the clock says. */
  private Path freeName(Path quarantine, Path cut, long from) throws IOException {
    String name =
        "%s-%s-byte-%d".formatted(now.toString().replace(':', '.'), cut.getFileName(), from);
    Path free = quarantine.resolve(name);
    for (int i = 2; disk.exists(free); i++) {
      free = quarantine.resolve(name + "-" + i);
    }
    return free;
  }

  /**
   * Writes the bytes behind the durable head once more, cuts off prepared space behind them, and
   * syncs them and the names. They read well, but perhaps only from memory: after a sync that
   * failed the system believes that it has nothing to write. The file is opened for that, since an
   * older handle may still be told of that sync.
   */
  void makeDurable(Path path, long from, long to) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
      copy(file, from, to, file, from);
      renewSize(file, to);
      file.sync();
    }
    disk.syncFolder(folder);
  }

  /**
   * Cuts a file, which may be so short in memory only: like its bytes, its size is changed once
   * more. Where there is no room for a byte more, nothing was prepared behind the end either.
   */
  private static void renewSize(DiskFile file, long to) throws IOException {
    try {
      file.write(ByteBuffer.wrap(new byte[] {Filler.LINE_FEED}), Math.max(to, file.size()));
    } catch (DiskFullException full) {
      // The file is cut as it is.
    }
    file.truncate(to);
  }

  private static void copy(DiskFile in, long from, long to, DiskFile out, long at)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(to - from, 0, COPY_BYTES));
    for (long done = from; done < to; ) {
      buffer.clear().limit((int) Math.min(COPY_BYTES, to - done));
      int read = in.read(buffer, done);
      if (read == 0) {
        throw new IOException("a file became shorter while it was copied");
      }
      out.write(buffer.flip(), at + done - from);
      done += read;
    }
  }
}
