package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new store out of the lines of a whole log. */
final class ImportCommandTest {

  private static final StreamId STREAM = StreamId.of("$system-1");

  @TempDir Path folder;
  private Path store = Path.of("");
  private Path target = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void fill() {
    store = folder.resolve("store");
    target = folder.resolve("target");
    shell = Shell.on(store);
    shell.ok("append", "--type", "First", "--data", "{\"a\":  1 }", "--tag", "t:1");
    try (LogStore open = LogStore.open(store)) {
      open.append(
          Append.to(
                  STREAM,
                  ExpectedVersion.any(),
                  NewEvent.of("Second", "[1,\"\\u00e9\\\"\"]").withSchema(3))
              .and(
                  StreamId.of("é-1"),
                  ExpectedVersion.any(),
                  NewEvent.of(EventType.of("Third"), Payload.of("image/png", new byte[] {1, 2}))
                      .withMetadata(Payload.of("text/plain", new byte[] {3})))
              .forRequest(RequestKey.of("r-1", new byte[1])));
    }
    shell.ok("append", "--type", "Fourth", "--metadata", "{\"actor\":\"ann\"}");
  }

  private Shell.Result importInto(Path to, String lines, String... args) {
    String[] all =
        Stream.concat(Stream.of("import", "-", "--store", to.toString()), Arrays.stream(args))
            .toArray(String[]::new);
    return shell.runWith(lines, all);
  }

  private void refused(String sentence, String lines) {
    Shell.Result result = importInto(target, lines);
    assertEquals(Exit.USAGE, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(Files.exists(target.resolve("store.json")), "a store was made");
    assertFalse(Files.exists(target.resolve("events.log")), "something was left");
  }

  private static String id(Path of) throws IOException {
    return Files.readString(of.resolve("store.json")).substring(10, 46);
  }

  @Test
  void anExportThatIsImportedIsExportedAgainToTheSameBytes() throws IOException {
    String lines = shell.ok("export");
    Shell.Result result = importInto(target, lines);
    assertEquals(
        "Imported 4 events from - to %s: store %s, up to 004.\n".formatted(target, id(target)),
        result.out());
    assertEquals(lines, shell.ok("export", "--store", target.toString()));
    assertFalse(id(store).equals(id(target)), "it is another store");
    assertTrue(shell.ok("check", "--store", target.toString()).startsWith("Clean: 4 events"));
    assertEquals(
        "Event 005 appended.\n", shell.ok("append", "--type", "T", "--store", target.toString()));
  }

  @Test
  void aFileOrAStoreIsTakenAsWell() {
    String lines = shell.ok("export");
    String file = folder.resolve("all.jsonl").toString();
    shell.ok("export", file);
    shell.ok("import", file, "--store", target.toString());
    assertEquals(lines, shell.ok("export", "--store", target.toString()));
    String other = folder.resolve("other").toString();
    shell.ok("import", store.toString(), "--store", other);
    assertEquals(lines, shell.ok("export", "--store", other));
  }

  @Test
  void aDryRunRefusesTheSameAndKeepsNothing() {
    String lines = shell.ok("export");
    assertEquals(
        "Would import 4 events from - to %s.\n".formatted(target),
        importInto(target, lines, "--dry-run").out());
    assertFalse(Files.exists(target.resolve("events.log")));
    assertEquals(
        Exit.USAGE, importInto(target, lines.replace("Fo", "\n\nF\\"), "--dry-run").exit());
    assertEquals(Exit.OK, importInto(target, lines).exit());
  }

  @Test
  void anythingButAWholeLogIsRefused() {
    List<String> lines = shell.ok("export").lines().toList();
    String first = lines.getFirst() + "\n";
    String pair = lines.get(1) + "\n" + lines.get(2) + "\n";
    String last = lines.getLast() + "\n";
    assertAll(
        () -> refused("there is no event in it", "\n"),
        () -> refused("line 1, column 2: position 2, expected 1: a new store takes", pair),
        () -> refused("line 2, column 2: position 4, expected 2", first + last),
        () ->
            refused("line 2, column 15: the append ends behind its event 1", first + lines.get(1)),
        () ->
            refused(
                "line 3, column 15: the append before it, or its own, is in part",
                first + lines.get(1) + "\n" + pair.replace("\"position\":2", "\"position\":3")),
        () -> refused("line 1, column 1: the key \"position\" is missing", "{\"type\":\"T\"}"),
        () -> refused("the key \"aggregate_id\" is missing", without(first, "aggregate_id")),
        () -> refused("the key \"timestamp\" is missing", without(first, "timestamp")),
        () -> refused("version 2 of stream 'ledger', expected 1", version(first, 2)),
        () -> refused("version 3 of stream 'ledger', expected 2", first + pair + version(last, 3)),
        () -> refused("is not a time from 1970 on", first.replace(":\"20", ":\"19")),
        () -> refused("is not a time from 1970 on", first.replaceFirst("(\\d{6})Z", "$11Z")),
        () ->
            refused(
                "of the event before it",
                first + pair + last.replaceFirst("\"timestamp\":\"20..", "\"timestamp\":\"2000")));
  }

  @Test
  void faultsAreNamedByLineAndColumn() {
    String first = shell.ok("export").lines().toList().getFirst();
    String id = first.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1");
    String again =
        first.replace("\"position\":1", "\"position\":2").replace("\"version\":1", "\"version\":2");
    assertAll(
        () -> refused("line 2, column 9: invalid JSON", first + "\n{\"type\":x}"),
        () ->
            refused("line 3, column 2: position 9", first + "\n\n{\"position\":9,\"type\":\"T\"}"),
        () -> refused("line 1, column 3: unknown key \"crc\"", " {\"crc\":1}"),
        () ->
            refused(
                "line 1, column 13: \"of\" is not [index, count]", "{\"type\":\"é\",\"of\":[2,1]}"),
        () -> refused("line 1, column 1: it is not a JSON object", "[1]"),
        () -> refused("line 2, column", first + "\n" + again),
        () -> refused("already holds an event with the id " + id, first + "\n" + again));
  }

  private static String without(String line, String key) {
    return line.replaceFirst("\"%s\":\"[^\"]*\",".formatted(key), "");
  }

  private static String version(String line, int version) {
    return line.replaceFirst("\"version\":\\d+", "\"version\":" + version);
  }

  @Test
  void whatIsDamagedInTheSourceEndsTheImport() throws IOException {
    Path log = store.resolve("events.log");
    Files.writeString(log, Files.readString(log).replace("Fourth", "fourth"));
    Shell.Result result = shell.run("import", store.toString(), "--store", target.toString());
    assertEquals(Exit.VERIFICATION_FAILED, result.exit(), result.err());
    assertTrue(result.err().contains("position 4"), result.err());
    assertFalse(Files.exists(target.resolve("events.log")), "something was left");
  }

  @Test
  void aStoreThatIsThereIsLeftAlone() {
    String before = shell.ok("export");
    Shell.Result result = importInto(store, before);
    assertEquals(Exit.CONFLICT, result.exit(), result.err());
    assertTrue(result.err().contains("--append"), result.err());
    assertEquals(before, shell.ok("export"));
    assertEquals(Exit.USAGE, shell.run("import").exit());
    assertEquals(Exit.USAGE, shell.run("import", "none.jsonl", "--store", "x").exit());
    assertEquals(Exit.USAGE, importInto(target, before, "--stream", "s").exit());
  }
}
