package dev.cairn.cli;

import dev.cairn.disk.Disk;
import dev.cairn.disk.ForwardingDisk;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The disk under a store that is being made in several runs: it keeps {@code store.json} under
 * another name, without which a folder is no store, until {@link #show}. Everything else is as
 * durable as on the disk below, so that a run goes on with what an earlier one left. Thread-safe.
 */
final class HiddenHeaderDisk extends ForwardingDisk {

  /** What makes a folder a store. */
  static final String HEADER = "store.json";

  /** What it is called until then. */
  static final String HIDDEN = HEADER + ".migrating";

  private final Path folder;
  private final Path header;

  HiddenHeaderDisk(Disk disk, Path folder) {
    super(disk);
    this.folder = folder;
    this.header = folder.resolve(HEADER);
  }

  /** Makes the store visible, durably. */
  void show() throws IOException {
    below().rename(real(header), header);
    below().syncFolder(folder);
  }

  @Override
  protected Path real(Path file) {
    return file.equals(header) ? folder.resolve(HIDDEN) : file;
  }
}
