package dev.cairn.model.testkit;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.RealDisk;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.SnapshotStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots in files of this machine's disk. */
final class SnapshotFilesOnDiskTest extends SnapshotStoreConformance {

  @TempDir Path folder;

  @Override
  protected SnapshotStore open(SnapshotRetention retention) {
    return SnapshotFiles.in(folder).keeping(retention);
  }

  @Override
  protected void replace(StreamId stream, Version version, byte[] line) throws IOException {
    AtomicFile.write(
        new RealDisk(),
        folder.resolve(stream.value()).resolve(version + ".json"),
        ByteBuffer.wrap(line));
  }
}
