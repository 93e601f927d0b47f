package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk that leaves everything to the one below it, for those that change something: some of its
 * operations, or the names that some files have there. As thread-safe as the disk below.
 */
public abstract class ForwardingDisk implements Disk {

  private final Disk below;

  /** Forwards to a disk. */
  protected ForwardingDisk(Disk below) {
    this.below = below;
  }

  /** The disk that it forwards to. */
  protected final Disk below() {
    return below;
  }

  /** What a file is called on the disk below; the same, if this is not overridden. */
  protected Path real(Path file) {
    return file;
  }

  @Override
  public DiskFile open(Path file, Access access) throws IOException {
    return below.open(real(file), access);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    below.createFolders(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    below.syncFolder(folder);
  }

  /** The names on the disk below. */
  @Override
  public List<String> list(Path folder) throws IOException {
    return below.list(folder);
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return below.exists(real(path));
  }

  @Override
  public ByteBuffer map(Path file, long most) throws IOException {
    return below.map(real(file), most);
  }

  @Override
  public void ownerOnly(Path path) throws IOException {
    below.ownerOnly(real(path));
  }

  @Override
  public boolean isOwnerOnly(Path path) throws IOException {
    return below.isOwnerOnly(real(path));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    below.rename(real(from), real(to));
  }

  @Override
  public void delete(Path file) throws IOException {
    below.delete(real(file));
  }

  @Override
  public Optional<DiskLock> tryLock(Path file) throws IOException {
    return below.tryLock(real(file));
  }
}
