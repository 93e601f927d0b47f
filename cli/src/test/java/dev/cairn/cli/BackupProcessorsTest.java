package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.StreamId;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.ProcessorSpec;
import dev.cairn.flow.StateFolder;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A processor goes on in a restored store where it was when the backup was taken. */
final class BackupProcessorsTest {

  /** Appends while a backup is taken, at most. */
  private static final int APPENDS_MAX = 20_000;

  private static final Duration SOON = Duration.ofMillis(5);
  private static final ProcessorOptions OPTIONS =
      ProcessorOptions.DEFAULT.withWaits(SOON, SOON, Duration.ofSeconds(10));

  @TempDir Path folder;
  private Path store = Path.of("");
  private Path copy = Path.of("");
  private Path restored = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void name() {
    store = folder.resolve("store");
    copy = folder.resolve("copy");
    restored = folder.resolve("restored");
    shell = Shell.on(store);
  }

  private static Processor processor(LogStore log, Path store, List<Long> handled) {
    ProcessorSpec spec =
        ProcessorSpec.of(
            "mail",
            Filter.category("user"),
            delivery -> handled.add(delivery.event().position().sequence()));
    return Processor.of(log, spec, state(store), OPTIONS);
  }

  private static StateFolder state(Path store) {
    return StateFolder.of(new DiskAccess().disk(), store);
  }

  private static long append(LogStore log) {
    return log.append(
            Append.to(
                StreamId.of("user-1"), ExpectedVersion.any(), NewEvent.of("Registered", "{}")))
        .last()
        .sequence();
  }

  /** Runs the processor until it has handled an event. */
  private void runOnce() throws Exception {
    try (LogStore log = LogStore.open(store);
        Processor processor = processor(log, store, new CopyOnWriteArrayList<>())) {
      long last = append(log);
      processor.start();
      assertTrue(processor.awaitSettled(Position.of(last), Duration.ofSeconds(10)));
    }
  }

  @Test
  void itGoesOnWhereItWasAndLeavesNothingOut() throws Exception {
    long epoch;
    AtomicBoolean taken = new AtomicBoolean();
    try (LogStore log = LogStore.open(store);
        Processor processor = processor(log, store, new CopyOnWriteArrayList<>())) {
      processor.start();
      Thread appends =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                for (int i = 0; i < APPENDS_MAX && !taken.get(); i++) {
                  var _ = append(log);
                }
              });
      Eventually.holds(
          "it has come somewhere",
          () -> state(store).stand("mail").filter(at -> at.position().sequence() > 20).isPresent());
      shell.ok("backup", copy.toString(), "--verify");
      epoch = processor.status().epoch();
      taken.set(true);
      appends.join();
    }
    shell.ok("restore", copy.toString(), "--verify", "--store", restored.toString());
    assertFalse(Files.exists(copy.resolve("state/mail.LOCK")));
    Position from = state(restored).stand("mail").orElseThrow().position();
    assertTrue(from.sequence() > 20, from::toString);
    List<Long> handled = new CopyOnWriteArrayList<>();
    List<Long> expected = users(from);
    try (LogStore log = LogStore.open(restored);
        Processor processor = processor(log, restored, handled)) {
      processor.start();
      long later = append(log);
      expected.add(later);
      assertTrue(processor.awaitSettled(Position.of(later), Duration.ofSeconds(10)));
      assertTrue(processor.status().epoch() > epoch, "an older holder of the lease is found out");
    }
    assertEquals(expected, handled);
  }

  /** The events behind a position that are for the processor. */
  private List<Long> users(Position from) {
    List<Long> all = new ArrayList<>();
    try (LogReader log = LogReader.open(restored);
        var events = log.read(ReadRequest.log(Filter.category("user")).after(from))) {
      events.forEachRemaining(event -> all.add(event.position().sequence()));
    }
    return all;
  }

  @Test
  void aCheckpointThatIsMissingIsToldAndTheEventsAreCopied() throws Exception {
    runOnce();
    Files.delete(store.resolve("state/mail.0.json"));
    toldOf("its checkpoint is missing");
  }

  @Test
  void aCheckpointThatIsDamagedIsToldAndCopiedAsItIs() throws Exception {
    runOnce();
    Path checkpoint = store.resolve("state/mail.0.json");
    Files.writeString(checkpoint, Files.readString(checkpoint).replace("mail", "male"));
    toldOf("its checkpoint is damaged");
    assertEquals(
        Files.readString(checkpoint), Files.readString(restored.resolve("state/mail.0.json")));
  }

  @Test
  void aCheckpointThatFitsIsNotSpokenOf() throws Exception {
    runOnce();
    assertEquals("", shell.run("backup", copy.toString()).err());
  }

  private void toldOf(String fault) throws IOException {
    Shell.Result backup = shell.run("backup", copy.toString(), "--verify");
    Shell.Result restore =
        shell.run("restore", copy.toString(), "--verify", "--store", restored.toString());
    for (Shell.Result result : List.of(backup, restore)) {
      assertEquals(Exit.OK, result.exit(), result::err);
      assertTrue(result.err().contains("processor 'mail' will not run on"), result::err);
      assertTrue(result.err().contains(fault), result::err);
      assertTrue(result.err().contains("reset mail --after POSITION"), result::err);
    }
    assertEquals(
        shell.ok("list", "-o", "jsonl"),
        shell.ok("list", "-o", "jsonl", "--store", restored.toString()));
  }
}
