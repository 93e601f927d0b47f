package dev.cairn.cli;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.disk.Disk;
import dev.cairn.log.CheckReport;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogBackup;
import dev.cairn.log.LogImport;
import dev.cairn.log.LogLines;
import dev.cairn.log.RecoveryReport;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.LogVerification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/** How the commands reach the store in a folder. */
interface StoreAccess {

  /**
   * A store open for appending.
   *
   * @param store the store; the caller closes it
   * @param recovery what opening it had to cut
   */
  record Writing(EventStore store, RecoveryReport recovery) {}

  /**
   * A store open for reading.
   *
   * @param reader the store; the caller closes it
   * @param bytesBeyondHead bytes that are not proven durable and so not shown
   */
  record Reading(EventLog reader, long bytesBeyondHead) {}

  /** What an append may hold; known before a store is opened, so that bad input opens none. */
  Limits limits();

  /** Where files are written that must be whole. */
  Disk disk();

  /** Begins a new store in a folder that is missing or empty. */
  LogImport create(Path folder);

  /**
   * Opens the store to append by turns with others, waiting that long for a turn; makes the store
   * if there is none.
   */
  Writing write(Path folder, Duration lockWait);

  /**
   * Opens a store to make it in several runs, with a clock that tells the times of its events; it
   * is hidden in its folder by the disk. What one run appended is there for the next, but for the
   * latest of it after a power cut.
   */
  EventStore make(HiddenHeaderDisk hidden, Path folder, InstantSource time, Duration lockWait);

  /** Reads beside a writer. */
  Reading read(Path folder);

  /** Reads every byte of the store and judges it. */
  CheckReport check(Path folder, LongConsumer eventsDone);

  /** The same of a copy, or of a store that nobody writes to, which must be whole besides. */
  CheckReport verify(Path folder, LongConsumer eventsDone);

  /** The lines of a store, as they stand in its files. */
  LogLines lines(Path folder);

  /** The verification of a store by what its log has signed. */
  LogVerification verification(Path folder, LogIdentity log, TrustPolicy policy);

  /** Copies the store in a folder into one that is missing or empty. */
  LogBackup.Report copy(Path from, Path to, LongConsumer bytesDone);
}
