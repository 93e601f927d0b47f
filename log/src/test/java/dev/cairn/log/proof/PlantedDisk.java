package dev.cairn.log.proof;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.ForwardingDisk;
import dev.cairn.disk.ForwardingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that passes everything on; a planted bug overrides what it does wrong. */
class PlantedDisk extends ForwardingDisk {

  PlantedDisk(Disk disk) {
    super(disk);
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
    DiskFile file = super.open(path, access);
    return new ForwardingFile(file) {
      @Override
      public void write(ByteBuffer from, long at) throws IOException {
        PlantedDisk.this.write(path, file, from, at);
      }

      @Override
      public void sync() throws IOException {
        PlantedDisk.this.sync(path, file);
      }
    };
  }
}
