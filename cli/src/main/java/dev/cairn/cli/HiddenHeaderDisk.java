package dev.cairn.cli;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The disk under a store that is being made in several runs: it keeps {@code store.json} under
 * another name, without which a folder is no store, until {@link #show}. Everything else is as
 * durable as on the disk below, so that a run goes on with what an earlier one left. Thread-safe.
 */
final class HiddenHeaderDisk implements Disk {

  /** What makes a folder a store. */
  static final String HEADER = "store.json";

  /** What it is called until then. */
  static final String HIDDEN = HEADER + ".migrating";

  private final Disk disk;
  private final Path folder;
  private final Path header;

  HiddenHeaderDisk(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
    this.header = folder.resolve(HEADER);
  }

  /** Makes the store visible, durably. */
  void show() throws IOException {
    disk.rename(real(header), header);
    disk.syncFolder(folder);
  }

  private Path real(Path path) {
    return path.equals(header) ? folder.resolve(HIDDEN) : path;
  }

  @Override
  public DiskFile open(Path file, Access access) throws IOException {
    return disk.open(real(file), access);
  }

  @Override
  public void createFolders(Path path) throws IOException {
    disk.createFolders(path);
  }

  @Override
  public void syncFolder(Path path) throws IOException {
    disk.syncFolder(path);
  }

  @Override
  public List<String> list(Path path) throws IOException {
    return disk.list(path);
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return disk.exists(real(path));
  }

  @Override
  public ByteBuffer map(Path file, long most) throws IOException {
    return disk.map(real(file), most);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(real(from), real(to));
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(real(file));
  }

  @Override
  public Optional<DiskLock> tryLock(Path file) throws IOException {
    return disk.tryLock(file);
  }
}
