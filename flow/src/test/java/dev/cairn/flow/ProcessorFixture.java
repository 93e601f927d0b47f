package dev.cairn.flow;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A store in memory, and processors of it that are quick to notice things. */
final class ProcessorFixture implements AutoCloseable {

  static final String NAME = "mail";
  static final ProcessorOptions OPTIONS =
      ProcessorOptions.DEFAULT
          .withWaits(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(10))
          .withRetry(
              RetryPolicy.STANDARD
                  .withAttemptsMax(3)
                  .withPauses(Duration.ofMillis(1), Duration.ofMillis(2)));

  final InMemoryEventStore store = new InMemoryEventStore();
  final MemoryDisk disk = new MemoryDisk();
  final StateFolder state = StateFolder.of(disk, Path.of("/store"));
  final Recorder recorder = new Recorder();
  final ProcessorControl control = ProcessorControl.over(store, "ann");

  ProcessorSpec spec() {
    return ProcessorSpec.of(NAME, Filter.everything(), recorder);
  }

  Processor processor(ProcessorOptions options) {
    return Processor.of(store, spec(), state, options);
  }

  Processor started(ProcessorOptions options) {
    Processor processor = processor(options);
    processor.start();
    return processor;
  }

  /** One event to a stream; its position. */
  long append(String stream) {
    return store
        .append(
            Append.to(StreamId.of(stream), ExpectedVersion.any(), NewEvent.of("Happened", "{}")))
        .last()
        .sequence();
  }

  ProcessorNotes notes() {
    return ProcessorControl.notes(store, NAME);
  }

  void awaitSettled(Processor processor, long position) throws InterruptedException {
    if (!processor.awaitSettled(Position.of(position), Duration.ofSeconds(10))) {
      throw new AssertionError("not settled up to " + position + ": " + processor.status());
    }
  }

  static void eventually(String what, Callable<Boolean> condition) {
    Eventually.holds(what, condition);
  }

  @Override
  public void close() {
    store.close();
  }
}
