package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogCheck;
import dev.cairn.log.LogExport;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that is cut short at any moment shows no store, and goes on. */
@Tag("crash")
class MigrationCrashTest {

  private static final Path OLD = Path.of("/old");
  private static final Path NEW = Path.of("/new");
  private static final int SEEDS = Integer.getInteger("cairn.seeds", 1);
  private static final int KILLS = 3;
  private static final int EVENTS = 40_000;

  @TempDir private static Path shared;
  private static Path domain;

  @BeforeAll
  static void compile() throws IOException {
    domain = OldShop.domain(shared.resolve("shop"));
  }

  /** All work in the thread of the command, so that each run makes the same calls. */
  private static LogOptions on(Disk disk) {
    return LogOptions.standard().withDisk(disk).withBackground(Runnable::run);
  }

  private static MemoryDisk withOld() {
    MemoryDisk disk = new MemoryDisk();
    OldShop.fill(OLD, on(disk));
    return disk;
  }

  private static Shell.Result migrate(Disk disk) {
    return Shell.on(Path.of("unused"), new DiskAccess(on(disk)))
        .run("migrate", OLD.toString(), NEW.toString(), "--domain", domain.toString());
  }

  /** The events as they are exported: all of them, and nothing of how the store keeps them. */
  private static String events(Disk disk, Path store) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try (EventReader reader = LogReader.open(store, on(disk));
        Cursor<RecordedEvent> all = reader.read(ReadRequest.all())) {
      while (all.hasNext()) {
        LogExport.write(all.next(), lines);
      }
    }
    return lines.toString(StandardCharsets.UTF_8);
  }

  private static String mapping(Disk disk) throws IOException {
    String lines =
        new String(AtomicFile.read(disk, NEW.resolve("migration.jsonl")), StandardCharsets.UTF_8);
    return lines.substring(lines.indexOf('\n'));
  }

  /** What a migration that nothing disturbs makes. */
  private record Whole(String events, String mapping) {

    static Whole undisturbed() throws IOException {
      MemoryDisk disk = withOld();
      assertEquals(Exit.OK, migrate(disk).exit());
      return new Whole(MigrationCrashTest.events(disk, NEW), MigrationCrashTest.mapping(disk));
    }

    void assertMadeOn(Disk disk, String when) throws IOException {
      Shell.Result result = migrate(disk);
      assertEquals(Exit.OK, result.exit(), () -> when + ": " + result);
      assertEquals(events, MigrationCrashTest.events(disk, NEW), when);
      assertEquals(mapping, MigrationCrashTest.mapping(disk), when);
      assertTrue(LogCheck.run(NEW, on(disk), _ -> {}).isClean(), when);
      assertEquals(
          List.of(), disk.list(NEW).stream().filter(name -> name.endsWith(".new")).toList(), when);
    }
  }

  @Test
  void afterAPowerCutAtAnyMomentThereIsNoStoreOrAWholeOneAndAnotherRunGoesOn() throws IOException {
    Whole whole = Whole.undisturbed();
    MemoryDisk memory = withOld();
    FaultyDisk disk = new FaultyDisk(memory);
    List<MemoryDisk> cuts = new ArrayList<>();
    disk.watch((_, _) -> {
      for (int seed = 0; seed < SEEDS; seed++) {
        cuts.add(memory.afterPowerCut(seed));
      }
    });
    assertEquals(Exit.OK, migrate(disk).exit());
    cuts.add(memory.afterPowerCut(0));

    int shown = 0;
    for (int i = 0; i < cuts.size(); i++) {
      MemoryDisk cut = cuts.get(i);
      String when = "cut %d of %d".formatted(i, cuts.size());
      if (cut.exists(NEW.resolve("store.json"))) {
        assertEquals(whole.events(), events(cut, NEW), when);
        shown++;
      }
      whole.assertMadeOn(cut, when);
    }
    assertTrue(shown > 0 && cuts.size() - shown > 50, shown + " shown of " + cuts.size());
  }

  @Test
  void afterAnErrorOfAnyCallThereIsNoStoreOrAWholeOneAndAnotherRunGoesOn() throws IOException {
    Whole whole = Whole.undisturbed();
    FaultyDisk counting = new FaultyDisk(withOld());
    assertEquals(Exit.OK, migrate(counting).exit());
    for (Operation operation :
        List.of(Operation.OPEN, Operation.WRITE, Operation.SYNC, Operation.RENAME)) {
      for (long nth = 1; nth <= counting.count(operation); nth++) {
        MemoryDisk memory = withOld();
        FaultyDisk disk = new FaultyDisk(memory);
        disk.inject(Fault.at(operation, nth, () -> new IOException("injected")));
        String when = operation + " " + nth;

        Shell.Result result = migrate(disk);

        assertTrue(result.exit() == Exit.OK || !result.err().isEmpty(), when);
        assertEquals(List.of(), disk.openFiles(), () -> when + ": " + result);
        if (memory.exists(NEW.resolve("store.json"))) {
          assertEquals(whole.events(), events(memory, NEW), when);
        }
        whole.assertMadeOn(memory, when);
      }
    }
  }

  /** The parts of a larger store are there after each kill; what the last run makes is whole. */
  @Test
  void aProcessThatIsKilledGoesOn(@TempDir Path folder) throws Exception {
    Path old = folder.resolve("old");
    Path made = folder.resolve("new");
    fill(old);
    String[] command = {
      "migrate", old.toString(), made.toString(), "--domain", domain.toString(), "--progress"
    };
    try (Processes processes = new Processes(folder)) {
      long reached = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = processes.start("run-" + kill, command);
        long size = reached;
        Eventually.holds(
            "it has written more, or is done",
            () -> !process.isAlive() || size(made.resolve("events.log")) > size + 1_000_000);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        reached = size(made.resolve("events.log"));
        assertTrue(reached > 0);
        assertFalse(Files.exists(made.resolve("store.json")) && kill == 0, "it was too fast");
      }
      assertEquals(0, processes.run("last", command));
    }
    try (EventReader reader = LogReader.open(made)) {
      assertEquals(EVENTS + 1, reader.head().sequence());
    }
    assertTrue(LogCheck.run(made, LogOptions.standard(), _ -> {}).isClean());
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static void fill(Path old) {
    try (LogStore store = LogStore.open(old)) {
      StreamId stream = StreamId.of("account", "ann");
      NewEvent first = NewEvent.of("Opened", "{\"first\":5}");
      store.append(Append.to(stream, ExpectedVersion.any(), first));
      for (int i = 0; i < EVENTS - 1; i += 1_000) {
        List<NewEvent> piece =
            IntStream.range(i, Math.min(i + 1_000, EVENTS - 1))
                .mapToObj(n -> NewEvent.of("Deposited", "{\"amount\":%d}".formatted(n)))
                .toList();
        store.append(Append.to(stream, ExpectedVersion.any(), piece));
      }
    }
  }
}
