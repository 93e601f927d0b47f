package dev.cairn.log;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.testkit.DurableStoreConformance;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The log keeps the contract of an event store, also when it is opened again. */
final class LogConformanceTest extends DurableStoreConformance {

  @TempDir private Path folder;
  private int stores;

  @Override
  protected EventStore create(InstantSource time, Limits limits) {
    stores++;
    return reopen(time, limits);
  }

  @Override
  protected EventStore reopen(InstantSource time, Limits limits) {
    // Segments small enough that the suite crosses their borders.
    LogOptions options =
        LogOptions.standard().withTime(time).withLimits(limits).withSegmentBytes(16 << 10);
    return LogStore.open(folder.resolve("store-" + stores), options);
  }
}
