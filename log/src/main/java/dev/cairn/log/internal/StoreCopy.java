package dev.cairn.log.internal;

import dev.cairn.Position;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogBackup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Copies the durable events of a store into an empty folder; see {@link LogBackup}. */
public final class StoreCopy {

  private static final int CHUNK_BYTES = 1 << 20;

  private final Disk disk;
  private final Path target;
  private final LongConsumer bytesDone;
  private long bytes;

  /** Prepares a copy into that folder. */
  public StoreCopy(Disk disk, Path target, LongConsumer bytesDone) {
    this.disk = disk;
    this.target = target;
    this.bytesDone = bytesDone;
  }

  /** Copies the store in that folder. */
  public LogBackup.Report run(Path store) {
    Follower source = Follower.open(store, disk);
    try {
      disk.createFolders(target);
      if (!disk.list(target).isEmpty()) {
        throw new StoreUnavailableException(
            target.toString(), "a copy of a store needs a folder that is missing or empty", null);
      }
      return copy(store, source.durable());
    } catch (IOException e) {
      throw Engine.unavailable(target, e);
    } finally {
      source.close();
    }
  }

  private LogBackup.Report copy(Path store, List<Segment> segments) throws IOException {
    HeadMark mark = HeadMark.NONE;
    for (Segment segment : segments) {
      long end = segment.index().end();
      long last = segment.last();
      copy(segment, end);
      mark = mark.moved(last, segment.first(), end, true);
    }
    try (HeadFile head = HeadFile.open(disk, target)) {
      head.write(head.mark().moved(mark.position(), mark.segment(), mark.length(), true));
      head.sync();
    }
    disk.syncFolder(target);
    byte[] header = AtomicFile.read(disk, store.resolve(StoreHeader.NAME));
    AtomicFile.write(disk, target.resolve(StoreHeader.NAME), ByteBuffer.wrap(header));
    return new LogBackup.Report(Position.of(mark.position()), segments.size(), bytes);
  }

  /** The name of the file in the source says whether it is sealed. */
  private void copy(Segment segment, long end) throws IOException {
    try (DiskFile out =
        disk.open(target.resolve(segment.path().getFileName()), Disk.Access.CREATE)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      for (long at = 0; at < end; ) {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, end - at));
        int read = segment.file().read(chunk, at);
        if (read == 0) {
          throw new IOException(segment.path() + " became shorter while it was copied");
        }
        out.write(chunk.flip(), at);
        at += read;
        bytes += read;
        bytesDone.accept(bytes);
      }
      out.sync();
    }
  }
}
