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

  private final DiskFile file;
  private HeadMark mark;

  private HeadFile(DiskFile file, HeadMark mark) {
    this.file = file;
    this.mark = mark;
  }

  static HeadFile open(Disk disk, Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    HeadMark mark = read(disk, folder).orElse(HeadMark.NONE);
    if (!disk.exists(path)) {
      create(disk, folder, path);
    }
    return new HeadFile(disk.open(path, Disk.Access.WRITE), mark);
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

  static Optional<HeadMark> read(DiskFile file) throws IOException {
    byte[] slots = new byte[2 * HeadMark.SLOT_BYTES];
    file.read(ByteBuffer.wrap(slots), 0);
    return Stream.of(HeadMark.read(slots, 0), HeadMark.read(slots, HeadMark.SLOT_BYTES))
        .flatMap(Optional::stream)
        .max(Comparator.comparingLong(HeadMark::turn));
  }

  HeadMark mark() {
    return mark;
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
