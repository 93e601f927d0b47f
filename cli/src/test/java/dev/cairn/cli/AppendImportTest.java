package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Limits;
import dev.cairn.StreamId;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogOptions;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are recorded as new events. */
final class AppendImportTest {

  @TempDir Path folder;
  private Path store = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void open() {
    store = folder.resolve("store");
    shell = Shell.on(store);
  }

  private static Shell.Result append(Shell on, String lines, String... args) {
    String[] all =
        Stream.concat(Stream.of("import", "-", "--append"), Arrays.stream(args))
            .toArray(String[]::new);
    return on.runWith(lines, all);
  }

  private void refused(int exit, String sentence, String lines) {
    Shell.Result result = append(shell, lines);
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void aTypeIsEnough() {
    Shell.Result result =
        append(
            shell,
            """
            {"type":"A"}

            {"type":"B","data":{"n":1},"stream":"s-1","tags":["t:1"],"metadata":{"m":1},"schema":2}
            {"type":"C","aggregate_id":"s-1"}
            """,
            "--stream",
            "mine");
    assertEquals("Appended 3 events from - to %s: 001 to 003.\n".formatted(store), result.out());
    List<String> lines = shell.ok("list", "-o", "jsonl").lines().toList();
    assertTrue(lines.get(0).contains("\"aggregate_id\":\"mine\",\"version\":1"), lines.get(0));
    assertTrue(
        lines
            .get(1)
            .endsWith("\"schema\":2,\"tags\":[\"t:1\"],\"data\":{\"n\":1},\"metadata\":{\"m\":1}}"),
        lines.get(1));
    assertTrue(lines.get(2).contains("\"aggregate_id\":\"s-1\",\"version\":2"), lines.get(2));
  }

  @Test
  void whatTheStoreDecidesAnewIsKeptInTheMetadata() {
    String id = "0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a";
    String line =
        "{\"position\":7,\"id\":\"%s\",\"type\":\"T\",\"aggregate_id\":\"s\",\"version\":3,\"timestamp\":\"2001-02-03T04:05:06.000007Z\"%s}";
    String origin =
        "\"imported_from\":{\"position\":7,\"version\":3,\"timestamp\":\"2001-02-03T04:05:06.000007Z\"}}";
    assertAll(
        () -> assertEquals("{" + origin, metadataOf(line.formatted(id, ""))),
        () -> assertEquals("{" + origin, metadataOf(line.formatted(id, ",\"metadata\":{ }"))),
        () ->
            assertEquals(
                "{\"a\": 1," + origin, metadataOf(line.formatted(id, ",\"metadata\":{\"a\": 1 }"))),
        () ->
            assertEquals(
                "{\"imported_from\":{\"position\":1}}",
                metadataOf(
                    line.formatted(id, ",\"metadata\":{\"imported_from\":{\"position\":1}}"))));
    refused(
        Exit.USAGE,
        "metadata that are not an object have no room",
        line.formatted(id, ",\"metadata\":[1]"));
  }

  private String metadataOf(String line) {
    String to = folder.resolve("store-" + line.hashCode()).toString();
    Shell.Result result = append(shell, line, "--store", to);
    assertEquals(Exit.OK, result.exit(), result.err());
    String recorded = shell.ok("list", "-o", "jsonl", "--store", to);
    assertTrue(recorded.contains("\"id\":\"0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a\""), recorded);
    assertTrue(recorded.startsWith("{\"position\":1,"), recorded);
    return recorded.strip().replaceAll(".*\"metadata\":(.*)}", "$1");
  }

  @Test
  void theSameImportIsAppendedOnce() {
    String lines = "{\"type\":\"A\"}\n".repeat(ImportPieces.EVENTS_MAX + 5);
    assertEquals(
        "Appended 1005 events from - to %s: 001 to 1005.\n".formatted(store),
        append(shell, lines).out());
    String nothing =
        "0 events from - to %s; 1005 events of this import were there already.\n".formatted(store);
    assertEquals("Would append " + nothing, append(shell, lines, "--dry-run").out());
    assertEquals("Appended " + nothing, append(shell, lines).out());
    assertEquals(1005, shell.ok("list").lines().count());
    assertEquals(Exit.OK, append(shell, lines, "--stream", "other").exit());
    assertEquals(2010, shell.ok("list").lines().count());
  }

  @Test
  void anImportThatWasCutShortGoesOn() {
    String lines = "{\"type\":\"A\"}\n".repeat(2 * ImportPieces.EVENTS_MAX + 5);
    FaultyDisk disk = new FaultyDisk(new RealDisk());
    // The first write is that of the opening, the second one that of the first piece.
    disk.inject(Fault.at(Operation.WRITE, 3, () -> new DiskFullException("full")).in("events.log"));
    Shell full = Shell.on(store, new DiskAccess(LogOptions.standard().withDisk(disk)));
    Shell.Result result = append(full, lines);
    assertEquals(Exit.UNAVAILABLE, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .contains(
                "the piece that begins in line 1001 failed: no space left for %s".formatted(store)),
        result.err());
    assertTrue(
        result
            .err()
            .contains("events 001 to 1000 were appended before it; run the same import again"),
        result.err());
    assertEquals(
        "Appended 1005 events from - to %s: 1001 to 2005; 1000 events of this import were there already.\n"
            .formatted(store),
        append(shell, lines).out());
    assertEquals(2005, shell.ok("list").lines().count());
  }

  @Test
  void eventsThatWereAppendedTogetherStayTogether() throws Exception {
    String pair = "{\"type\":\"A\",\"of\":[1,2]}\n{\"type\":\"B\",\"of\":[2,2]}\n";
    append(
        shell,
        "{\"type\":\"X\"}\n{\"type\":\"Y\"}\n" + pair + pair + "{\"type\":\"A\",\"of\":[2,3]}\n");
    List<String> lines = Files.readAllLines(store.resolve("events.log"));
    List<String> of =
        lines.stream()
            .map(line ->
                line.contains("\"of\":") ? line.replaceAll(".*\"of\":\\[(\\d,\\d)].*", "$1") : "")
            .toList();
    assertEquals(List.of("1,2", "2,2", "1,2", "2,2", "1,2", "2,2", ""), of);
  }

  @Test
  void aFaultInAnyLineLeavesNothingBehind() {
    String id = "\"id\":\"0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a\"";
    String good = "{\"type\":\"A\"}\n";
    assertAll(
        () -> refused(Exit.USAGE, "there is no event in it", "\n\n"),
        () -> refused(Exit.USAGE, "line 2, column 1: the key \"type\" is missing", good + "{}"),
        () -> refused(Exit.USAGE, "line 1, column 2: \"type\" is not a string", "{\"type\":1}"),
        () -> refused(Exit.USAGE, "column 13: unknown key \"tpye\"", "{\"type\":\"A\",\"tpye\":1}"),
        () ->
            refused(
                Exit.USAGE,
                "either \"aggregate_id\" or \"stream\"",
                "{\"type\":\"A\",\"aggregate_id\":\"a\",\"stream\":\"b\"}"),
        () ->
            refused(Exit.USAGE, "names that begin with '$'", "{\"type\":\"A\",\"stream\":\"$a\"}"),
        () ->
            refused(
                Exit.USAGE,
                "\"content_type\" goes with",
                "{\"type\":\"A\",\"content_type\":\"a\"}"),
        () ->
            refused(
                Exit.USAGE,
                "either \"data\" or",
                "{\"type\":\"A\",\"data\":1,\"data_base64\":\"\"}"),
        () ->
            refused(
                Exit.USAGE,
                "line 1, column",
                "{\"type\":\"A\",\"content_type\":\"a\",\"data_base64\":\"!\"}"),
        () ->
            refused(
                Exit.USAGE,
                "\"position\" is not a whole number",
                "{\"type\":\"A\",\"position\":0}"),
        () ->
            refused(
                Exit.USAGE,
                "line 3, column 13: the id is used before",
                good + ("{\"type\":\"A\"," + id + "}\n").repeat(2)));
    assertFalse(Files.exists(store), "the store was made");
    shell.ok("append", "--type", "T", "--id", id.substring(6, 42));
    refused(
        Exit.CONFLICT,
        "line 2, column 13: stream 'ledger' of the store already holds",
        good + "{\"type\":\"A\"," + id + "}");
    assertEquals(1, shell.ok("list").lines().count());
  }

  @Test
  void aSelectionOfOneStoreGoesToAnother() {
    shell.ok("append", "--stream", "a-1", "--type", "A");
    shell.ok("append", "--stream", "b-1", "--type", "B");
    shell.ok("append", "--stream", "a-1", "--type", "C");
    String other = folder.resolve("other").toString();
    append(shell, shell.ok("export", "--category", "a"), "--store", other);
    String lines = shell.ok("export", "--store", other);
    assertEquals(2, lines.lines().count());
    assertTrue(lines.contains("\"imported_from\":{\"position\":3,\"version\":2,"), lines);
    assertEquals(Exit.CONFLICT, shell.run("import", other, "--append").exit());
  }

  /** Lines that are in memory. */
  private record Given(String text) implements ImportSource {

    @Override
    public Lines open() {
      return new LineReader(
          WHAT, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100);
    }

    @Override
    public void close() {}
  }

  @Test
  void anImportHasItsLimits() {
    String line = "{\"type\":\"A\"}\n";
    new AppendImport(new Given(line.repeat(2)), StreamId.of("s"), Limits.DEFAULT, 2).validate();
    tooLarge("line 1, column 2: an import that appends has at most 2 events", line.repeat(3));
    tooLarge("line 2: it is longer than 100 bytes", line + " ".repeat(101) + line);
  }

  private static void tooLarge(String sentence, String lines) {
    AppendImport work = new AppendImport(new Given(lines), StreamId.of("s"), Limits.DEFAULT, 2);
    CommandException refused = assertThrows(CommandException.class, work::validate);
    assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused::toString);
  }
}
