package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands the events of a log to a handler: each at least once, those of one key in order. It begins
 * behind its checkpoint, goes on with what is appended, tries again what fails, and parks what
 * fails too often. What is parked and what operators order is remembered in the store, in the
 * stream {@code $processor-NAME}; see {@link ProcessorControl}.
 *
 * <p>Of several processors with one name, in one process or in several, one runs at a time; the
 * others wait for its lease. Thread-safe.
 */
public final class Processor implements AutoCloseable {

  private final ProcessorSpec spec;
  private final ProcessorProgress progress;
  private final ProcessorRuns runs;

  private Processor(
      EventStore store, ProcessorSpec spec, StateFolder state, ProcessorOptions options) {
    this.spec = spec;
    this.progress =
        new ProcessorProgress(
            "processor", spec.name(), store, options.time(), options.stalledAfter());
    this.runs =
        new ProcessorRuns(
            "processor '%s'".formatted(spec.name()),
            () ->
                new ProcessorRun(
                    new LaneOpener(store, spec, state, options, progress),
                    Optional.of(store),
                    options.pace(),
                    progress));
  }

  /**
   * Makes a processor. It is stopped.
   *
   * @param store whose events it takes, and which remembers what it parks
   * @param state where its checkpoint and its lease are
   */
  public static Processor of(
      EventStore store, ProcessorSpec spec, StateFolder state, ProcessorOptions options) {
    return new Processor(store, spec, state, options);
  }

  /** Its name. */
  public String name() {
    return spec.name();
  }

  /** All of it at a glance. */
  public ProcessorStatus status() {
    return progress.status();
  }

  /**
   * Runs it on threads of its own; does nothing if it is running. After a failure this tries again.
   *
   * @throws IllegalStateException if it is closed, or handlers have not returned since an earlier
   *     {@link #stop}
   */
  public void start() {
    runs.start();
  }

  /**
   * Returns when everything up to and including a position is handled, parked or skipped; false if
   * that took longer, or the processor has ended.
   */
  public boolean awaitSettled(Position position, Duration timeout) throws InterruptedException {
    return progress.awaitSettled(position, timeout);
  }

  /**
   * Stops it: each lane ends the call to its handler that it is in, and the checkpoint is saved.
   * Waits for that, interrupted or not, but not longer than the options say; handlers that still do
   * not return are left alone and logged, and the lease is kept until they do.
   */
  public void stop() {
    runs.stop();
  }

  /** Stops it for good. */
  @Override
  public void close() {
    runs.close();
  }
}
