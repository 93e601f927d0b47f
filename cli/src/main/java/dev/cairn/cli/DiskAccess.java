package dev.cairn.cli;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.disk.Disk;
import dev.cairn.log.CheckReport;
import dev.cairn.log.Durability;
import dev.cairn.log.LockMode;
import dev.cairn.log.LogBackup;
import dev.cairn.log.LogCheck;
import dev.cairn.log.LogImport;
import dev.cairn.log.LogLines;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.TrustPolicy;
import dev.cairn.proofs.LogVerification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongConsumer;

/** Stores on this machine's disk. */
final class DiskAccess implements StoreAccess {

  /** What a power cut may take back of a store that is being made is made again. */
  private static final Duration MAKING_WINDOW = Duration.ofSeconds(1);

  private final LogOptions options;

  DiskAccess() {
    this(LogOptions.standard());
  }

  DiskAccess(LogOptions options) {
    this.options = options;
  }

  @Override
  public Limits limits() {
    return options.limits();
  }

  @Override
  public Disk disk() {
    return options.disk();
  }

  @Override
  public LogImport create(Path folder) {
    return LogImport.begin(folder, options);
  }

  @Override
  public Writing write(Path folder, Duration lockWait) {
    LogStore store =
        LogStore.open(folder, options.withLockMode(LockMode.SHARED).withLockWait(lockWait));
    return new Writing(store, store.recovery());
  }

  @Override
  public EventStore make(
      HiddenHeaderDisk hidden, Path folder, InstantSource time, Duration lockWait) {
    return LogStore.open(
        folder,
        options
            .withDisk(hidden)
            .withTime(time)
            .withLockWait(lockWait)
            .withDurability(Durability.mayLoseLatest(MAKING_WINDOW)));
  }

  @Override
  public Reading read(Path folder) {
    LogReader reader = LogReader.open(folder, options);
    try {
      return new Reading(reader, reader.bytesBeyondHead());
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public CheckReport check(Path folder, LongConsumer eventsDone) {
    return LogCheck.run(folder, options, eventsDone);
  }

  @Override
  public CheckReport verify(Path folder, LongConsumer eventsDone) {
    return LogBackup.verify(folder, options, eventsDone);
  }

  @Override
  public LogLines lines(Path folder) {
    return LogLines.open(folder, options, LogLines.Place.START);
  }

  @Override
  public LogVerification verification(Path folder, LogIdentity log, TrustPolicy policy) {
    return LogVerification.of(folder, log, policy).withOptions(options);
  }

  @Override
  public LogBackup.Report copy(Path from, Path to, LongConsumer bytesDone) {
    return LogBackup.copy(from, to, options, bytesDone);
  }
}
