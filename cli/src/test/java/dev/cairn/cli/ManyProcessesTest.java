package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.LockMode;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, many processes. */
@Tag("process")
final class ManyProcessesTest {

  private static final int WRITERS = 8;
  private static final int SINGLES = 25;
  private static final int BATCH = 500;
  private static final int EVENTS = WRITERS * (SINGLES + BATCH);
  private static final int GROUP = 10;
  private static final Pattern PROGRESS = Pattern.compile("([0-9,]+) events");
  private static final int KILLED = 128 + 9;
  private static final int WRITTEN_BYTES_MAX = 1 << 20;
  private static final int KILLS = Integer.getInteger("cairn.kills", 12);

  @TempDir Path folder;

  @Test
  void manyWritersLoseNothingAndAFollowerSeesEachEventOnceInOrder() throws Exception {
    Path batch = folder.resolve("batch.jsonl");
    Files.writeString(batch, "{\"type\":\"Batched\",\"data\":{\"text\":\"x\"}}\n".repeat(BATCH));
    try (Processes processes = new Processes(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Process follower =
          processes.start("follow", "list", "--follow", "-o", "jsonl", "--limit", "" + EVENTS);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String name = "writer-" + i;
        work.add(() -> singles(processes, name));
        work.add(() -> succeeds(processes, name + "-batch", "append", "--batch", batch.toString()));
      }
      for (Future<Integer> exit : threads.invokeAll(work)) {
        assertEquals(Exit.OK, exit.get());
      }
      Eventually.holds("the follower has seen all", () -> !follower.isAlive());
      assertEquals(
          LongStream.rangeClosed(1, EVENTS).boxed().toList(), positions(processes.lines("follow")));
    }
    Shell shell = Shell.on(folder.resolve("store"));
    assertTrue(shell.ok("check").startsWith("Clean: " + EVENTS + " events"));
    for (int i = 0; i < WRITERS; i++) {
      String stream = shell.ok("list", "--stream", "writer-" + i, "-o", "jsonl");
      assertEquals(SINGLES, stream.lines().count());
    }
  }

  /** Each single append opens the store anew, as a process of its own would. */
  private static int singles(Processes processes, String name) throws Exception {
    int exit = processes.repeat(name, SINGLES, "append", "--stream", name, "--type", "Single");
    assertEquals(Exit.OK, exit, Files.readString(processes.err(name)));
    return exit;
  }

  private static int succeeds(Processes processes, String name, String... args) throws Exception {
    int exit = processes.run(name, args);
    assertEquals(Exit.OK, exit, Files.readString(processes.err(name)));
    return exit;
  }

  @Test
  void aWriterThatWaitsTooLongNamesTheHolder() throws Exception {
    Path store = folder.resolve("store");
    try (EventStore _ = LogStore.open(store);
        Processes processes = new Processes(folder)) {
      int exit = processes.run("late", "append", "--type", "T", "--lock-wait", "1");
      String err = Files.readString(processes.err("late"));
      assertEquals(Exit.UNAVAILABLE, exit, err);
      assertTrue(err.contains("" + ProcessHandle.current().pid()), err);
      assertEquals(1, err.lines().count(), err);
    }
    assertEquals("", Shell.on(store).ok("list"));
  }

  @Test
  void aWriterBesideAnApplicationThatSharesItsStoreNeedNotWaitForItsEnd() throws Exception {
    Path store = folder.resolve("store");
    LogOptions shared = LogOptions.standard().withLockMode(LockMode.SHARED);
    try (EventStore application = LogStore.open(store, shared);
        Processes processes = new Processes(folder)) {
      NewEvent event = NewEvent.of("Mine", "{}");
      application.append(Append.to(StreamId.of("mine"), ExpectedVersion.noStream(), event));
      succeeds(processes, "beside", "append", "--type", "Theirs", "--stream", "theirs");
      assertEquals(Version.of(1), application.version(StreamId.of("theirs")));
      application.append(
          Append.to(
              StreamId.of("theirs"),
              ExpectedVersion.exactly(Version.of(1)),
              NewEvent.of("T", "1")));
    }
    assertTrue(Shell.on(store).ok("check").startsWith("Clean: 3 events"));
  }

  /** A batch says on standard error how many events were acknowledged so far. */
  @Test
  void whatWasAcknowledgedSurvivesKills() throws Exception {
    Random random = new Random(42);
    Path batch = folder.resolve("batch.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      lines.append("{\"type\":\"T\",\"group\":%d}\n".formatted(i / GROUP));
    }
    Files.writeString(batch, lines);
    Shell shell = Shell.on(folder.resolve("store"));
    long before = 0;
    long inFlight = 0;
    int killed = 0;
    try (Processes processes = new Processes(folder)) {
      for (int i = 0; i < KILLS; i++) {
        long size = logBytes() + random.nextInt(WRITTEN_BYTES_MAX);
        Process writer = processes.start("w", "append", "--progress", "--batch", batch.toString());
        Eventually.holds("the writer writes", () -> logBytes() > size || !writer.isAlive());
        int exit = writer.destroyForcibly().waitFor();
        String err = Files.readString(processes.err("w"));
        assertTrue(exit == Exit.OK || exit == KILLED, exit + ": " + err);
        killed += exit == KILLED ? 1 : 0;
        long position = appended(shell);
        long survived = position - before - 1;
        assertTrue(survived >= acknowledged(err), survived + " of " + err);
        assertEquals(0, survived % GROUP, "a group was torn");
        assertTrue(shell.ok("check").startsWith("Clean: " + position + " events"), "kill " + i);
        before = position;
        inFlight += survived;
      }
    }
    assertTrue(2 * killed >= KILLS, "writers were too fast to be killed: " + (KILLS - killed));
    assertTrue(inFlight > 0, "every writer was killed before it wrote");
    assertEquals(KILLS, shell.ok("list", "--type", "Acknowledged").lines().count());
  }

  private long logBytes() throws IOException {
    Path log = folder.resolve("store").resolve("events.log");
    return Files.exists(log) ? Files.size(log) : 0;
  }

  private static long appended(Shell shell) {
    return Long.parseLong(shell.ok("append", "--type", "Acknowledged").replaceAll("\\D", ""));
  }

  private static long acknowledged(String err) {
    List<String> counts = PROGRESS.matcher(err).results().map(count -> count.group(1)).toList();
    return counts.isEmpty() ? 0 : Long.parseLong(counts.getLast().replace(",", ""));
  }

  private static List<Long> positions(List<String> jsonLines) {
    return jsonLines.stream()
        .map(line -> Long.valueOf(line.replaceAll("^\\{\"position\":(\\d+),.*", "$1")))
        .toList();
  }
}
