package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.flow.LaneHandler;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.ProcessorSpec;
import dev.cairn.flow.Projector;
import dev.cairn.flow.ProjectorOptions;
import dev.cairn.flow.RetryPolicy;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StateFolder;
import dev.cairn.flow.StreamSummaryProjection;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators see what processors do in another process, and steer them. */
final class ProcessorsCommandTest {

  private static final ProcessorOptions OPTIONS =
      ProcessorOptions.DEFAULT.withRetry(
          RetryPolicy.STANDARD
              .withAttemptsMax(2)
              .withPauses(Duration.ofMillis(1), Duration.ofMillis(1)));

  @TempDir Path folder;
  private final List<Long> mails = new CopyOnWriteArrayList<>();
  private final Set<Long> bad = new ConcurrentSkipListSet<>(Set.of(2L));
  private Path store = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void fill() throws Exception {
    store = folder.resolve("store");
    shell = Shell.on(store);
    for (String stream : List.of("user-1", "user-2", "user-2", "user-1")) {
      shell.ok("append", "--type", "UserRegistered", "--stream", stream);
    }
    run(4);
  }

  /** Runs it until it has seen all up to a position. */
  private void run(long position) throws Exception {
    ProcessorSpec spec =
        ProcessorSpec.of(
                "mail",
                Filter.category("user"),
                delivery -> {
                  long at = delivery.event().position().sequence();
                  if (bad.contains(at)) {
                    throw new IllegalStateException("no such\n\u001baddress");
                  }
                  mails.add(at);
                })
            .withPurpose("sends mails");
    try (LogStore log = LogStore.open(store);
        Processor processor =
            Processor.of(log, spec, StateFolder.of(new DiskAccess().disk(), store), OPTIONS)) {
      processor.start();
      assertTrue(processor.awaitSettled(Position.of(position), Duration.ofSeconds(10)));
    }
  }

  @Test
  void theyAreListedWithWhatTheyParked() {
    assertEquals(
        "mail | stopped | 0 pending, 0 retrying, 1 parked | sends mails\n",
        shell.ok("processors", "-o", "plain").replaceFirst(" position 00[47] \\|", ""));
    assertEquals(
        "mail | position 002, UserRegistered of user-2 | parked after 2 tries: IllegalStateException: no such ?address\n",
        shell.ok("parked", "-o", "plain"));
    assertTrue(
        shell
            .ok("processors", "-o", "json")
            .contains("\"name\":\"mail\",\"purpose\":\"sends mails\",\"state\":\"stopped\""));
    assertTrue(
        shell.ok("parked", "-o", "json").contains("\"error\":\"IllegalStateException: no such"));
    assertEquals("", shell.ok("parked", "--processor", "other", "-o", "plain"));
  }

  @Test
  void aProjectorIsListedAndSteeredAsTheyAre() throws Exception {
    project();
    String listed = shell.ok("processors", "-o", "plain");
    assertTrue(listed.contains("stream_summary | stopped | position 00"), () -> listed);
    assertTrue(
        listed.contains("0 pending, 0 retrying, 0 parked | keeps a view in view.db"), () -> listed);
    Shell.Result refused =
        shell.run(
            "processors", "reset", "stream_summary", "--after", "2", "--reason", "why", "--yes");
    assertEquals(Exit.REFUSED, refused.exit());
    assertTrue(refused.err().contains("begin again behind 0"), refused::err);
    shell.ok("processors", "reset", "stream_summary", "--after", "0", "--reason", "why", "--yes");
    assertEquals(List.of(), mails.stream().filter(at -> at > 4).toList());
    project();
    assertTrue(shell.ok("processors", "-o", "plain").contains("stream_summary | stopped"));
  }

  private void project() throws Exception {
    try (LogStore log = LogStore.open(store);
        SqliteView view = SqliteView.open(folder.resolve("view.db"));
        Projector projector =
            Projector.steered(
                log,
                StateFolder.of(new DiskAccess().disk(), store),
                new StreamSummaryProjection(),
                view,
                ProjectorOptions.DEFAULT)) {
      var _ = projector.catchUp();
      var _ = projector.catchUp();
    }
  }

  @Test
  void oneThatEndedByItselfSaysWhyUntilItIsStartedAgain() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    ProcessorSpec spec =
        new ProcessorSpec(
            "post",
            "sends letters",
            Filter.category("user"),
            event -> event.stream().value(),
            ProcessorSpec.Start.BEGINNING,
            _ -> {
              if (broken.get()) {
                throw new IllegalStateException("no\u001b[31m printer");
              }
              return LaneHandler.of(_ -> {});
            });
    try (LogStore log = LogStore.open(store);
        Processor processor =
            Processor.of(log, spec, StateFolder.of(new DiskAccess().disk(), store), OPTIONS)) {
      processor.start();
      Eventually.holds("it failed", () -> !processor.status().state().isRunning());
      String failed =
          "post | failed (processor 'post' failed before the first event: no?[31m printer)";
      assertTrue(shell.ok("processors", "-o", "plain").contains(failed));
      assertTrue(shell.ok("processors", "-o", "json").contains("\"failure\":\"processor 'post'"));
      broken.set(false);
      processor.start();
      assertTrue(processor.awaitSettled(Position.of(1), Eventually.WAIT_MAX));
      assertTrue(shell.ok("processors", "-o", "plain").contains("post | running |"));
    }
    assertTrue(shell.ok("processors", "-o", "plain").contains("post | stopped |"));
  }

  @Test
  void theOutboxHasWhatIsParkedWaitsAndIsPending() {
    shell.ok("append", "--type", "UserRegistered", "--stream", "user-2");
    shell.ok("append", "--type", "UserRegistered", "--stream", "user-3");
    Shell.Result outbox = shell.run("outbox", "mail", "-o", "plain");
    List<String> lines = outbox.out().lines().toList();
    assertEquals(3, lines.size(), outbox::out);
    assertTrue(lines.get(0).startsWith("position 002 "), outbox::out);
    assertTrue(lines.get(0).contains("parked after 2 tries: IllegalStateException"), outbox::out);
    assertTrue(lines.get(1).endsWith("UserRegistered of user-2 | waiting"), outbox::out);
    assertTrue(lines.get(2).endsWith("UserRegistered of user-3 | pending"), outbox::out);
    assertTrue(outbox.err().contains("1 parked, 2 pending"), outbox::err);
    assertEquals(1, shell.ok("outbox", "mail", "--limit", "0", "-o", "plain").lines().count());
    assertEquals(Exit.NOT_FOUND, shell.run("outbox", "post").exit());
    assertEquals(Exit.USAGE, shell.run("outbox", "mail", "--limit", "-1").exit());
  }

  @Test
  void whatIsParkedIsReplayedOrSkippedWhenTheProcessorRunsNext() throws Exception {
    bad.clear();
    assertEquals(
        "Ordered to handle 1 event once more.\n", shell.ok("parked", "replay", "mail", "2"));
    assertTrue(shell.ok("parked", "-o", "plain").contains("ordered after 2 tries"));
    shell.ok("append", "--type", "UserRegistered", "--stream", "user-2");
    run(head());
    assertEquals("", shell.ok("parked", "-o", "plain"));
    assertEquals(List.of(1L, 4L), mails.subList(0, 2));
    assertTrue(mails.containsAll(List.of(2L, 3L)), mails::toString);
  }

  @Test
  void parkedEventsArePickedByWhatTheyAre() {
    for (String[] none :
        new String[][] {
          {"--stream", "user-1"}, {"--type", "Other"}, {"--error", "other"}, {"--up-to", "1"}
        }) {
      assertEquals(
          "Ordered to handle 0 events once more.\n",
          shell.ok("parked", "replay", "mail", none[0], none[1]));
    }
    assertEquals(
        "Ordered to handle 1 event once more.\n",
        shell.ok(
            "parked",
            "replay",
            "mail",
            "--stream",
            "user-2",
            "--type",
            "UserRegistered",
            "--error",
            "address",
            "--up-to",
            "2"));
    assertEquals(Exit.USAGE, shell.run("parked", "replay", "mail").exit());
    assertEquals(Exit.USAGE, shell.run("parked", "replay", "mail", "2", "--all").exit());
    assertEquals(Exit.REFUSED, shell.run("parked", "replay", "mail", "1").exit());
  }

  @Test
  void anEventIsSkippedWithAReason() throws Exception {
    assertEquals(Exit.USAGE, shell.run("parked", "skip", "mail", "2").exit());
    shell.ok("parked", "skip", "mail", "2", "--reason", "test data", "--actor", "ann");
    run(4);
    assertTrue(shell.ok("list", "--stream", "$processor-mail").contains("EventSkipped"));
    run(head());
    assertEquals("", shell.ok("parked", "-o", "plain"));
    assertTrue(mails.contains(3L) && !mails.contains(2L), mails::toString);
  }

  @Test
  void oneIsPausedResumedAndReset() throws Exception {
    assertEquals(Exit.USAGE, shell.run("processors", "pause", "mail").exit());
    shell.ok("processors", "pause", "mail", "--reason", "the bus moves");
    assertTrue(shell.ok("processors", "-o", "plain").contains("paused (the bus moves)"));
    assertEquals(
        Exit.REFUSED, shell.run("processors", "pause", "mail", "--reason", "again").exit());
    shell.ok("processors", "resume", "mail");
    assertEquals(Exit.REFUSED, shell.run("processors", "resume", "mail").exit());
    assertEquals(
        Exit.USAGE,
        shell.run("processors", "reset", "mail", "--after", "0", "--reason", "x").exit());
    bad.clear();
    shell.ok("processors", "reset", "mail", "--after", "1", "--reason", "wiped", "--yes");
    run(head());
    assertEquals(List.of(1L, 4L, 2L, 3L, 4L), mails);
    assertEquals(
        Exit.USAGE, shell.run("processors", "pause", "no such name", "--reason", "x").exit());
  }

  /** The position of the last event that is the processor's. */
  private long head() {
    return shell.ok("list", "--category", "user", "-o", "jsonl").lines().count() == 0 ? 0 : last();
  }

  private long last() {
    String[] lines = shell.ok("list", "--category", "user", "-o", "jsonl").split("\n", -1);
    String line = lines[lines.length - 2];
    String number = line.substring(line.indexOf("\"position\":") + 11);
    return Long.parseLong(number.substring(0, number.indexOf(',')));
  }
}
