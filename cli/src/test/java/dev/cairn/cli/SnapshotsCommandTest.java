package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.LogReader;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsCommandTest {

  /** Counts, and forgets to count what is dropped. */
  private static final String DOMAIN =
      """
      import dev.cairn.model.*;
      import java.util.List;

      public final class Counters implements Domain {
        public sealed interface Event permits Counted, Dropped {}
        public record Counted() implements Event {}
        public record Dropped() implements Event {}
        public record Counter(long count, String note) {}
        public static final class Rules implements Decider<String, Counter, Event> {
          public Counter initialState() { return new Counter(0, "none"); }
          public Decision<Event> decide(String command, Counter state) { return Decision.nothing(); }
          public Counter evolve(Counter state, Event event) {
            return event instanceof Counted ? new Counter(state.count() + 1, "counted") : state;
          }
        }
        public Upcasters upcasters() { return Upcasters.none(); }
        public List<AggregateType<?, ?, ?>> aggregates() {
          return List.of(
              AggregateType.of("counter", new Rules(), JsonCodec.forSealed(Event.class))
                  .withSnapshots(JsonStateCodec.of(Counter.class)));
        }
      }
      """;

  @TempDir Path folder;
  private Path store = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void fill() {
    store = folder.resolve("store");
    shell = Shell.on(store);
    for (int i = 0; i < 5; i++) {
      shell.ok("append", "--type", "Counted", "--stream", "counter-1");
    }
    shell.ok("append", "--type", "Counted", "--stream", "counter-2");
  }

  private void save(String stream, long version, String state, int folding) throws IOException {
    try (LogReader reader = LogReader.open(store);
        var events =
            reader.read(ReadRequest.stream(StreamId.of(stream)).from(Version.of(version)))) {
      RecordedEvent event = events.next();
      SnapshotFiles.in(store.resolve(SnapshotFiles.FOLDER))
          .save(
              new Snapshot(
                  reader.id(),
                  event.stream(),
                  event.version(),
                  event.position(),
                  event.id(),
                  event.timestamp(),
                  1,
                  folding,
                  Payload.json(state)));
    }
  }

  private Path domain() throws IOException {
    return DomainJar.compiled(folder.resolve("domain"), "Counters", DOMAIN);
  }

  @Test
  void theyAreListedWithoutAnyDomain() throws IOException {
    assertEquals("", shell.ok("snapshots", "list"));
    save("counter-1", 3, "{\"count\":3,\"note\":\"counted\"}", 1);
    save("counter-2", 1, "{\"count\":1,\"note\":\"counted\"}", 7);

    String plain = shell.ok("snapshots", "list");
    assertTrue(plain.startsWith("counter-1 at version 3 | position 003 | 20"), plain);
    assertTrue(plain.contains(" | schema 1, folding 1, "), plain);
    assertEquals(2, plain.lines().filter(line -> line.endsWith(" bytes | fits")).count(), plain);
    assertEquals(1, shell.ok("snapshots", "list", "counter-2").lines().count());
    String json = shell.ok("snapshots", "list", "counter-2", "-o", "jsonl");
    assertTrue(
        json.startsWith(
            "{\"aggregate_type\":\"counter\",\"aggregate_id\":\"counter-2\",\"version\":1,\"position\":6,\"timestamp\":\""),
        json);
    assertTrue(json.endsWith("\"status\":\"fits\",\"pointers\":[],\"detail\":\"\"}\n"), json);
    assertTrue(shell.ok("snapshots", "list", "-o", "table").startsWith("STREAM     VERSION  "));
  }

  @Test
  void whatIsDamagedOrMisplacedIsListedAsThat() throws IOException {
    save("counter-1", 3, "{}", 1);
    Path file = store.resolve("snapshots/counter-1/3.json");
    String line = Files.readString(file);
    Path other = store.resolve("snapshots/counter-2/1.json");
    Files.createDirectories(other.resolveSibling("."));
    Files.writeString(other, line.replace("Count", "count") + "x");
    Shell elsewhere = Shell.on(folder.resolve("other"));
    elsewhere.ok("append", "--type", "Counted", "--stream", "counter-1");
    Path copied = folder.resolve("other/snapshots/counter-1/3.json");
    Files.createDirectories(copied.resolveSibling("."));
    Files.copy(file, copied);

    assertTrue(
        shell.ok("snapshots", "list").contains(other + " | damaged: it does not end with a"));
    assertTrue(elsewhere.ok("snapshots", "list").contains("| misplaced: it is of another store,"));
  }

  @Test
  void verifyFoldsTheWholeHistoryAndNamesWhatDrifted() throws IOException {
    save("counter-1", 3, "{\"count\":3,\"note\":\"counted\"}", 1);
    String domain = domain().toString();
    assertTrue(shell.ok("snapshots", "verify", "--domain", domain).endsWith(" bytes | sound\n"));
    save("counter-1", 4, "{\"count\":3,\"note\":\"none\"}", 1);
    save("counter-2", 1, "{\"count\":9,\"note\":\"old\"}", 7);
    Shell.Result result = shell.run("snapshots", "verify", "--domain", domain);

    assertEquals(Exit.VERIFICATION_FAILED, result.exit());
    List<String> lines = result.out().lines().toList();
    assertEquals(3, lines.size(), result.out());
    assertTrue(lines.get(1).endsWith(" | drifted: at /count, /note"), lines.get(1));
    assertTrue(
        lines
            .get(2)
            .endsWith(" | unused: it was folded by version 7 of the code, this is version 1"),
        lines.get(2));
    assertEquals(
        "ledger: 1 of 3 snapshots are not what the history says; delete it with 'ledger snapshots delete'\n",
        result.err());
    assertEquals(
        1, shell.ok("snapshots", "verify", "counter-2", "--domain", domain).lines().count());
    String json =
        shell.run("snapshots", "verify", "counter-1", "--domain", domain, "-o", "json").out();
    assertTrue(json.contains("\"status\":\"drifted\",\"pointers\":[\"/count\",\"/note\"]"), json);
  }

  @Test
  void oneIsDeletedAllOfAStreamOrAll() throws IOException {
    for (int version = 1; version <= 3; version++) {
      save("counter-1", version, "{}", 1);
    }
    save("counter-2", 1, "{}", 1);
    assertEquals(
        "Deleted 1 snapshot.\n", shell.ok("snapshots", "delete", "counter-1", "2", "--yes"));
    refused(Exit.NOT_FOUND, "no snapshot of 'counter-1' at version 2", "counter-1", "2", "--yes");
    assertEquals("Deleted 2 snapshots.\n", shell.ok("snapshots", "delete", "counter-1", "-y"));
    refused(Exit.NOT_FOUND, "there is no snapshot of 'counter-1'", "counter-1", "--yes");
    assertEquals("Deleted 1 snapshot.\n", shell.ok("snapshots", "delete", "--all", "--yes"));
    assertEquals("", shell.ok("snapshots", "list"));
    assertEquals(5, shell.ok("list", "--stream", "counter-1").lines().count());
  }

  @Test
  void nothingIsDeletedUnasked() throws IOException {
    save("counter-1", 1, "{}", 1);
    refused(Exit.USAGE, "nobody can be asked whether to delete 1 snapshot; say --yes", "--all");
    refused(Exit.USAGE, "delete needs a STREAM, or --all and none");
    refused(Exit.USAGE, "delete needs a STREAM, or --all and none", "counter-1", "--all");
    assertEquals(Exit.USAGE, asked("no\n", "counter-1"));
    assertEquals(1, shell.ok("snapshots", "list").lines().count());
    assertEquals(Exit.OK, asked("yes\n", "counter-1"));
    assertEquals("", shell.ok("snapshots", "list"));
  }

  private int asked(String answer, String stream) {
    Shell.Result result = shell.watched().runWith(answer, "snapshots", "delete", stream);
    assertTrue(result.err().contains("delete 1 snapshot of"), result.err());
    return result.exit();
  }

  private void refused(int exit, String sentence, String... words) {
    String[] args = new String[words.length + 2];
    args[0] = "snapshots";
    args[1] = "delete";
    System.arraycopy(words, 0, args, 2, words.length);
    Shell.Result result = shell.run(args);
    assertEquals(exit, result.exit(), result.err());
    assertTrue(result.err().contains(sentence), result.err());
  }

  @Test
  void otherWordsAreUsageErrors() {
    assertEquals(Exit.USAGE, shell.run("snapshots").exit());
    assertEquals(Exit.USAGE, shell.run("snapshots", "verify").exit());
    assertTrue(shell.run("snapshots", "lst").err().contains("did you mean list?"));
    assertTrue(shell.ok("snapshots", "verify", "--help").contains("--domain=PATH"));
    assertTrue(shell.ok("completion").contains("snapshots_verify"));
    Path nowhere = folder.resolve("nowhere");
    assertEquals(
        Exit.NOT_FOUND, shell.run("snapshots", "list", "--store", nowhere.toString()).exit());
  }

  @Test
  void aBackupHasNoSnapshotsAndACheckPassesThemOver() throws IOException {
    save("counter-1", 3, "{}", 1);
    Files.writeString(
        store.resolve("snapshots/counter-1/4.json.01234567-89ab-7cde-8f01-23456789abcd.new"),
        "half");
    Path copy = folder.resolve("copy");
    shell.ok("backup", copy.toString(), "--verify");
    assertTrue(Files.notExists(copy.resolve("snapshots")));
    assertTrue(shell.ok("check").startsWith("Clean: 6 events"));
    String export = folder.resolve("all.jsonl").toString();
    shell.ok("export", export);
    assertEquals(6, Files.readAllLines(Path.of(export)).size());
    assertEquals("Event 007 appended.\n", shell.ok("append", "--type", "Counted"));
  }
}
