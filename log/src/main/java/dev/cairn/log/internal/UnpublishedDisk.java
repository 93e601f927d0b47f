package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The disk under a store that nobody shall see before it is finished: it syncs nothing, which makes
 * writing fast, and keeps {@code store.json} under another name, without which a folder is no
 * store. {@link #publish} syncs all files, then their names, and gives that file its name last.
 * Thread-safe.
 */
final class UnpublishedDisk implements Disk {

  /** What {@code store.json} is called until then. */
  static final String HIDDEN = StoreHeader.NAME + ".import";

  private final Disk disk;
  private final Path folder;
  private final Path header;
  private final FreshFolder fresh;

  UnpublishedDisk(Disk disk, FreshFolder fresh) {
    this.disk = disk;
    this.fresh = fresh;
    this.folder = fresh.path();
    this.header = folder.resolve(StoreHeader.NAME);
  }

  /** Makes everything durable, then visible. Nothing may be written any more. */
  void publish() throws IOException {
    for (Path file : fresh.files()) {
      try (DiskFile open = disk.open(file, Access.WRITE)) {
        open.sync();
      }
    }
    disk.syncFolder(folder);
    disk.rename(folder.resolve(HIDDEN), header);
    fresh.moved(folder.resolve(HIDDEN), header);
    disk.syncFolder(folder);
  }

  private Path real(Path path) {
    return path.equals(header) ? folder.resolve(HIDDEN) : path;
  }

  @Override
  public DiskFile open(Path file, Access access) throws IOException {
    Path real = real(file);
    if (access == Access.WRITE && !fresh.isOurs(real)) {
      throw new FileSystemException(
          real.toString(), null, "somebody else has made it in the folder of a new store");
    }
    DiskFile opened = disk.open(real, access);
    if (access == Access.READ) {
      return opened;
    }
    fresh.made(real);
    return new UnsyncedFile(opened);
  }

  @Override
  public void createFolders(Path path) throws IOException {
    disk.createFolders(path);
  }

  @Override
  public void syncFolder(Path path) {}

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
    fresh.moved(real(from), real(to));
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(real(file));
    fresh.gone(real(file));
  }

  @Override
  public Optional<DiskLock> tryLock(Path file) throws IOException {
    return disk.tryLock(file);
  }

  /** An open file that is synced later. */
  private record UnsyncedFile(DiskFile file) implements DiskFile {

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      file.write(from, at);
    }

    @Override
    public void sync() {}

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
