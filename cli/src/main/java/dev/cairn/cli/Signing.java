package dev.cairn.cli;

import dev.cairn.StoreLockedException;
import dev.cairn.disk.Disk;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogOptions;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogSigner;
import dev.cairn.proofs.LogTree;
import dev.cairn.proofs.RolledBackException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the commands that sign share.
 *
 * @param ledger the command line
 * @param keys the folder of keys
 */
record Signing(Ledger ledger, Path keys) {

  private Disk disk() {
    return ledger.access().disk();
  }

  /** Opens the log; what the last writer left unproven is recovered before, as it may be signed. */
  EventLog log() {
    EventLog log = ledger.access().read(ledger.folder()).reader();
    if (log.bytesBeyondHead() == 0) {
      return log;
    }
    log.close();
    ledger.openForAppend().close();
    return ledger.openForReading();
  }

  /** Opens the keys of a log; says so where it makes them. */
  LogKeys keys(EventLog log) {
    boolean there = LogKeys.verifiers(disk(), keys, log.id()).isPresent();
    LogKeys opened = LogKeys.open(disk(), keys, log);
    if (!there) {
      ledger
          .console()
          .note(
              "made the keys of %s in %s; keep a copy of that folder, and give the public ones away: ledger keys"
                  .formatted(log.origin(), opened.folder()));
    }
    return opened;
  }

  /**
   * Signs what is new; empty where another process makes the tree, and signs it if anybody does.
   */
  Optional<LogSigner.Signing> sign(EventLog log) {
    LogOptions options = LogOptions.standard().withDisk(disk());
    try (LogTree tree = LogTree.open(ledger.folder(), log, options)) {
      return Optional.of(LogSigner.of(ledger.folder(), log, tree, keys(log), options).sign());
    } catch (StoreLockedException e) {
      return Optional.empty();
    } catch (RolledBackException e) {
      throw CommandException.withExit(Exit.VERIFICATION_FAILED, String.valueOf(e.getMessage()));
    }
  }
}
