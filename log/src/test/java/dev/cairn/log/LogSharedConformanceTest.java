package dev.cairn.log;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.testkit.DurableStoreConformance;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** A log that others may write to keeps the contract of an event store as well. */
final class LogSharedConformanceTest extends DurableStoreConformance {

  @TempDir private Path folder;
  private int stores;

  @Override
  protected EventStore create(InstantSource time, Limits limits) {
    stores++;
    return reopen(time, limits);
  }

  @Override
  protected EventStore reopen(InstantSource time, Limits limits) {
    LogOptions options =
        LogOptions.standard()
            .withLockMode(LockMode.SHARED)
            .withTime(time)
            .withLimits(limits)
            .withSegmentBytes(16 << 10);
    return LogStore.open(folder.resolve("store-" + stores), options);
  }
}
