package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogOptions;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.Checkpoints;
import dev.cairn.proofs.DamagedTilesException;
import dev.cairn.proofs.LogTree;
import dev.cairn.proofs.LogTreeReader;
import java.nio.file.Path;

/** A store as proofs are made of it: its log, what was signed of it, and its tree. */
final class ProvableStore implements AutoCloseable {

  private final Path folder;
  private final Disk disk;
  private final EventReader log;

  private ProvableStore(Path folder, Disk disk, EventReader log) {
    this.folder = folder;
    this.disk = disk;
    this.log = log;
  }

  /** The store that the command names. */
  static ProvableStore open(Ledger ledger) {
    return new ProvableStore(ledger.folder(), ledger.access().disk(), ledger.openForReading());
  }

  EventReader log() {
    return log;
  }

  Checkpoints checkpoints() {
    return Checkpoints.of(disk, folder);
  }

  /** The latest checkpoint. */
  SignedNote latest() {
    return checkpoints()
        .latest()
        .orElseThrow(() ->
            CommandException.withExit(
                Exit.UNAVAILABLE,
                "nothing of %s is signed yet; 'ledger checkpoint' signs".formatted(folder)));
  }

  /** The tree as it was signed. Tiles that are not there are made, unless another one does so. */
  LogTreeReader tree(TreeHead head) {
    try {
      return LogTreeReader.open(folder, log, disk, head);
    } catch (DamagedTilesException missing) {
      try (LogTree tree = LogTree.open(folder, log, LogOptions.standard().withDisk(disk))) {
        var _ = tree.grow();
      }
      return LogTreeReader.open(folder, log, disk, head);
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
