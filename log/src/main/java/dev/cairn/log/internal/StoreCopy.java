package dev.cairn.log.internal;

import dev.cairn.Position;
import dev.cairn.StoreException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogBackup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Copies the durable events of a store into an empty folder; see {@link LogBackup}. */
public final class StoreCopy {

  /** The checkpoint that was signed last, and all that were, each appended there before. */
  private static final String LATEST = "checkpoint";

  private static final String ALL = "checkpoints.log";

  private static final int CHUNK_BYTES = 1 << 20;

  private final Disk disk;
  private final Path target;
  private final LongConsumer bytesDone;
  private long bytes;

  /**
   * What a store has signed of itself at one moment.
   *
   * @param latest the file of that name, which is replaced as a whole; empty if there is none
   * @param all how long the other one is, which grows
   */
  private record Signed(ByteBuffer latest, long all) {}

  /** What lies beside the events and speaks of their positions. */
  private record Beside(Signed signed, StateCopy processors) {}

  /** Prepares a copy into that folder. */
  public StoreCopy(Disk disk, Path target, LongConsumer bytesDone) {
    this.disk = disk;
    this.target = target;
    this.bytesDone = bytesDone;
  }

  /** Copies the store in that folder. */
  public LogBackup.Report run(Path store) {
    // Looked at before the events are: no checkpoint of a copy is of more than the copy holds.
    Beside beside = beside(store);
    Follower source = Follower.open(store, disk);
    try {
      FreshFolder fresh = FreshFolder.claim(disk, target);
      try {
        return copy(store, source, beside, fresh);
      } catch (IOException | StoreException e) {
        fresh.clearAfter(e);
        throw e;
      }
    } catch (IOException e) {
      throw Engine.unavailable(target, e);
    } finally {
      source.close();
    }
  }

  private Beside beside(Path store) {
    try {
      return new Beside(signed(store), StateCopy.read(disk, store));
    } catch (IOException e) {
      throw Engine.unavailable(store, e);
    }
  }

  private Signed signed(Path store) throws IOException {
    ByteBuffer latest =
        disk.exists(store.resolve(LATEST))
            ? ByteBuffer.wrap(AtomicFile.read(disk, store.resolve(LATEST)))
            : ByteBuffer.allocate(0);
    try (DiskFile all = disk.open(store.resolve(ALL), Disk.Access.READ)) {
      return new Signed(latest, all.size());
    } catch (NoSuchFileException e) {
      return new Signed(latest, 0);
    }
  }

  private void copy(Path store, Signed signed, FreshFolder fresh) throws IOException {
    Path all = store.resolve(ALL);
    if (signed.all() > 0) {
      try (DiskFile in = disk.open(all, Disk.Access.READ)) {
        copy(all, in, signed.all(), create(fresh, all));
      }
    }
    if (signed.latest().hasRemaining()) {
      try (DiskFile out = create(fresh, store.resolve(LATEST))) {
        out.write(signed.latest(), 0);
        out.sync();
      }
    }
    bytes = 0; // Those of events are counted.
  }

  private LogBackup.Report copy(Path store, Follower source, Beside beside, FreshFolder fresh)
      throws IOException {
    copy(store, beside.signed(), fresh);
    beside.processors().write(disk, fresh);
    List<Segment> segments = source.durable();
    HeadMark mark = HeadMark.NONE;
    for (Segment segment : segments) {
      long end = segment.index().end();
      long last = segment.last();
      // The name of the file in the source says whether it is sealed.
      copy(segment.path(), segment.file(), end, create(fresh, segment.path()));
      mark = mark.moved(last, segment.first(), end, true);
    }
    if (!fresh.isOurs(target.resolve(Segment.ACTIVE))) {
      // The last one was being sealed, or there is none: an orderly close leaves an active one.
      create(fresh, target.resolve(Segment.ACTIVE)).close();
      mark = mark.moved(mark.position(), mark.position() + 1, 0, true);
    }
    create(fresh, target.resolve(HeadFile.NAME)).close();
    try (HeadFile head = HeadFile.open(disk, target)) {
      head.write(head.mark().moved(mark.position(), mark.segment(), mark.length(), true));
      head.sync();
    }
    disk.syncFolder(target);
    byte[] header = AtomicFile.read(disk, store.resolve(StoreHeader.NAME));
    Path copied = target.resolve(StoreHeader.NAME);
    fresh.made(copied);
    AtomicFile.write(disk, copied, ByteBuffer.wrap(header));
    return new LogBackup.Report(
        source.header().id(), Position.of(mark.position()), segments.size(), bytes);
  }

  /** Makes a file of the same name. */
  private DiskFile create(FreshFolder fresh, Path source) throws IOException {
    Path file = target.resolve(source.getFileName());
    DiskFile opened = disk.open(file, Disk.Access.CREATE);
    fresh.made(file);
    return opened;
  }

  private void copy(Path source, DiskFile in, long end, DiskFile to) throws IOException {
    try (DiskFile out = to) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      for (long at = 0; at < end; ) {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, end - at));
        int read = in.read(chunk, at);
        if (read == 0) {
          throw new IOException(source + " became shorter while it was copied");
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
