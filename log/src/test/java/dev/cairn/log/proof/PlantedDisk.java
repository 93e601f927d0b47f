package dev.cairn.log.proof;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that passes everything on; a planted bug overrides what it does wrong. */
class PlantedDisk implements Disk {

  private final Disk disk;

  PlantedDisk(Disk disk) {
    this.disk = disk;
  }

  /** Syncs an open file. */
  void sync(Path path, DiskFile file) throws IOException {
    file.sync();
  }

  /** Writes to an open file. */
  void write(Path path, DiskFile file, ByteBuffer from, long at) throws IOException {
    file.write(from, at);
  }

  @Override
  public DiskFile open(Path path, Access access) throws IOException {
    DiskFile file = disk.open(path, access);
    return new DiskFile() {
      @Override
      public int read(ByteBuffer into, long at) throws IOException {
        return file.read(into, at);
      }

      @Override
      public void write(ByteBuffer from, long at) throws IOException {
        PlantedDisk.this.write(path, file, from, at);
      }

      @Override
      public void sync() throws IOException {
        PlantedDisk.this.sync(path, file);
      }

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
    };
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    disk.createFolders(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    disk.syncFolder(folder);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public boolean exists(Path path) throws IOException {
    return disk.exists(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public Optional<DiskLock> tryLock(Path file) throws IOException {
    return disk.tryLock(file);
  }
}
