package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.ForwardingDisk;
import dev.cairn.disk.ForwardingFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The disk under a store that nobody shall see before it is finished: it syncs nothing, which makes
 * writing fast, and keeps {@code store.json} under another name, without which a folder is no
 * store. {@link #publish} syncs all files, then their names, and gives that file its name last.
 * Thread-safe.
 */
final class UnpublishedDisk extends ForwardingDisk {

  /** What {@code store.json} is called until then. */
  static final String HIDDEN = StoreHeader.NAME + ".import";

  private final Path folder;
  private final Path header;
  private final FreshFolder fresh;

  UnpublishedDisk(Disk disk, FreshFolder fresh) {
    super(disk);
    this.fresh = fresh;
    this.folder = fresh.path();
    this.header = folder.resolve(StoreHeader.NAME);
  }

  /** Makes everything durable, then visible. Nothing may be written any more. */
  void publish() throws IOException {
    for (Path file : fresh.files()) {
      try (DiskFile open = below().open(file, Access.WRITE)) {
        open.sync();
      }
    }
    below().syncFolder(folder);
    below().rename(folder.resolve(HIDDEN), header);
    fresh.moved(folder.resolve(HIDDEN), header);
    below().syncFolder(folder);
  }

  @Override
  protected Path real(Path file) {
    return file.equals(header) ? folder.resolve(HIDDEN) : file;
  }

  @Override
  public DiskFile open(Path file, Access access) throws IOException {
    Path real = real(file);
    if (access == Access.WRITE && !fresh.isOurs(real)) {
      throw new FileSystemException(
          real.toString(), null, "somebody else has made it in the folder of a new store");
    }
    DiskFile opened = super.open(file, access);
    if (access == Access.READ) {
      return opened;
    }
    fresh.made(real);
    return new UnsyncedFile(opened);
  }

  @Override
  public void syncFolder(Path path) {}

  @Override
  public void rename(Path from, Path to) throws IOException {
    super.rename(from, to);
    fresh.moved(real(from), real(to));
  }

  @Override
  public void delete(Path file) throws IOException {
    super.delete(file);
    fresh.gone(real(file));
  }

  /** An open file that is synced later. */
  private static final class UnsyncedFile extends ForwardingFile {

    UnsyncedFile(DiskFile file) {
      super(file);
    }

    @Override
    public void sync() {}
  }
}
