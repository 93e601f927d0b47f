package dev.cairn.log.proof;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Bugs that are planted between the store and the disk. */
enum DiskBug implements UnaryOperator<Disk> {
  SKIPS_FOLDER_SYNC {
    @Override
    public Disk apply(Disk disk) {
      return new PlantedDisk(disk) {
        @Override
        public void syncFolder(Path folder) {
          // The bug.
        }
      };
    }
  },
  NEVER_SYNCS_THE_LOG {
    @Override
    public Disk apply(Disk disk) {
      return new PlantedDisk(disk) {
        @Override
        void sync(Path path, DiskFile file) throws IOException {
          if (!path.endsWith("events.log")) {
            file.sync();
          }
        }
      };
    }
  },
  ACKNOWLEDGES_BEFORE_SYNC {
    @Override
    public Disk apply(Disk disk) {
      return new PlantedDisk(disk) {
        @Override
        void sync(Path path, DiskFile file) throws IOException {
          if (!path.endsWith("events.log")) {
            file.sync();
          }
        }

        @Override
        void write(Path path, DiskFile file, ByteBuffer from, long at) throws IOException {
          if (path.endsWith("events.log")) {
            file.sync(); // What was acknowledged before becomes durable only now.
          }
          file.write(from, at);
        }
      };
    }
  },
  RETRIES_A_FAILED_SYNC {
    @Override
    public Disk apply(Disk disk) {
      return new PlantedDisk(disk) {
        @Override
        void sync(Path path, DiskFile file) throws IOException {
          try {
            file.sync();
          } catch (IOException e) {
            file.sync();
          }
        }
      };
    }
  },
  IGNORES_A_FAILED_SYNC {
    @Override
    public Disk apply(Disk disk) {
      return new PlantedDisk(disk) {
        @Override
        void sync(Path path, DiskFile file) {
          try {
            file.sync();
          } catch (IOException e) {
            // The bug.
          }
        }
      };
    }
  },
  COPIES_INSTEAD_OF_RENAMING {
    @Override
    public Disk apply(Disk disk) {
      return new PlantedDisk(disk) {
        @Override
        public void rename(Path from, Path to) throws IOException {
          byte[] bytes = AtomicFile.read(this, from);
          delete(to);
          try (DiskFile copy = open(to, Access.CREATE)) {
            copy.write(ByteBuffer.wrap(bytes), 0);
            copy.sync();
          }
          delete(from);
        }
      };
    }
  }
}
