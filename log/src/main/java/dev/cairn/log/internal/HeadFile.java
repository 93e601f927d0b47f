package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file {@code head}: two slots that are written in turn, so that a torn write leaves the other
 * one. A mark is only ever written after what it covers was synced; the marks themselves are synced
 * when the store is opened, before its first write, and when it is closed. Losing the file loses
 * nothing. Used by one writer at a time.
 */
final class HeadFile implements AutoCloseable {

  static final String NAME = "head";

  private static final int READS_MAX = 2;

  private final Disk disk;
  private final Path folder;
  private DiskFile file;
  private HeadMark mark;

  private HeadFile(Disk disk, Path folder, DiskFile file) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.file = file;
    this.mark = read(file).orElse(HeadMark.NONE);
  }

  static HeadFile open(Disk disk, Path folder) throws IOException {
    DiskFile file = openFile(disk, folder);
    try (Opened opened = new Opened()) {
      opened.add(file::close);
      HeadFile head = new HeadFile(disk, folder, file);
      opened.keep();
      return head;
    }
  }

  private static DiskFile openFile(Disk disk, Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    if (!disk.exists(path)) {
      create(disk, folder, path);
    }
    return disk.open(path, Disk.Access.WRITE);
  }

  private static void create(Disk disk, Path folder, Path path) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Access.CREATE)) {
      file.write(ByteBuffer.wrap(new byte[2 * HeadMark.SLOT_BYTES]), 0);
      file.sync();
    }
    disk.syncFolder(folder);
  }

  /** The newest mark that can be read; empty if there is none. */
  static Optional<HeadMark> read(Disk disk, Path folder) throws IOException {
    try (DiskFile file = disk.open(folder.resolve(NAME), Disk.Access.READ)) {
      return read(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * A slot that is written while it is read may look damaged, and the other one be older by then
   * than a mark that was there before: so both are read once more.
   */
  static Optional<HeadMark> read(DiskFile file) throws IOException {
    Optional<HeadMark> newest = Optional.empty();
    boolean whole = false;
    for (int i = 0; i < READS_MAX && !whole; i++) {
      byte[] slots = new byte[2 * HeadMark.SLOT_BYTES];
      file.read(ByteBuffer.wrap(slots), 0);
      Optional<HeadMark> even = HeadMark.read(slots, 0);
      Optional<HeadMark> odd = HeadMark.read(slots, HeadMark.SLOT_BYTES);
      whole = even.isPresent() && odd.isPresent();
      newest =
          Stream.of(newest, even, odd)
              .flatMap(Optional::stream)
              .max(Comparator.comparingLong(HeadMark::turn));
    }
    return newest;
  }

  /** The last mark that was read or written here. */
  HeadMark mark() {
    return mark;
  }

  /** Reads the mark again, which another process may have moved; returns whether it did. */
  boolean reread() throws IOException {
    HeadMark before = mark;
    mark = read(file).orElse(HeadMark.NONE);
    return !mark.equals(before);
  }

  /** Opens the file of that name again, which may be another one now, and reads the mark. */
  void reopen() throws IOException {
    file.close();
    file = openFile(disk, folder);
    mark = read(file).orElse(HeadMark.NONE);
  }

  /** Writes the next mark; durable only after {@link #sync}. */
  void write(HeadMark next) throws IOException {
    file.write(ByteBuffer.wrap(next.slot()), (next.turn() & 1) * HeadMark.SLOT_BYTES);
    mark = next;
  }

  void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
