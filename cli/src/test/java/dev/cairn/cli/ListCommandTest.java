package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListCommandTest {

  @TempDir Path folder;
  private Shell shell = Shell.on(Path.of(""));

  @BeforeEach
  void fill() {
    shell = Shell.on(folder.resolve("store"));
    append("account-1", "Opened", "c:1");
    append("account-1", "Deposited", "c:1");
    append("account-2", "Opened", "c:2");
    append("ledger", "Deposited", "c:2");
  }

  private void append(String stream, String type, String tag) {
    shell.ok("append", "--stream", stream, "--type", type, "--tag", tag);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list | 1 2 3 4",
        "list --backwards | 4 3 2 1",
        "list --limit 2 | 1 2",
        "list --limit 0 | ''",
        "list --stream account-1 | 1 2",
        "list --stream account-1 --backwards --after 1 | 2",
        "list --stream account-1 --type Opened | 1",
        "list --category account | 1 2 3",
        "list --category account --type Opened --limit 1 --backwards | 3",
        "list --type Opened --type Deposited | 1 2 3 4",
        "list --type Deposited --tag c:2 | 4",
        "list --tag c:1 --tag c:2 | ''",
        "list --after 2 | 3 4",
        "list --after 2 --backwards --limit 9 | 4 3",
        "list --since 2000-01-01 --until 9999-01-01 | 1 2 3 4",
        "list --since 9999-01-01 | ''",
        "list --until 2000-01-01T10:00:00+01:00 | ''",
        "list --follow --limit 3 --after 1 | 2 3 4",
        "list --follow --limit 1 --type Opened --stream account-2 | 3",
        "get --position 3 | 3"
      })
  void theSelectedEventsComeInOrder(String command, String positions) {
    List<String> args = List.of((command + " -o jsonl").split(" "));
    String out = shell.ok(args.toArray(String[]::new));
    List<String> found =
        out.lines().map(line -> line.replaceAll("\\{\"position\":(\\d+),.*", "$1")).toList();
    assertEquals(positions, String.join(" ", found));
  }

  @Test
  void jsonIsOneArray() {
    String json = shell.ok("list", "-o", "json");
    assertTrue(json.startsWith("[\n{\"position\":1,") && json.endsWith("}\n]\n"), json);
    assertEquals("[]\n", shell.ok("list", "-o", "json", "--stream", "none"));
  }

  @Test
  void aTableHasColumns() {
    List<String> rows = shell.ok("list", "-o", "table").lines().toList();
    assertEquals(5, rows.size());
    int column = rows.getFirst().indexOf("STREAM");
    assertTrue(rows.getLast().startsWith("ledger", column), rows.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "list --follow --backwards | goes forwards",
        "list --follow --until 2030-01-01 | goes forwards",
        "list --follow -o json | use -o jsonl",
        "list --follow -o table | use -o jsonl",
        "list --follow --after 9 | is beyond the last event",
        "list --limit -1 | --limit is 0 or greater",
        "list --limit x | 'x' is not a long",
        "list --after x | 'x' is not a position",
        "list --since yesterday | 'yesterday' is not a time",
        "list --until 2025-13-01 | '2025-13-01' is not a time",
        "list -o xml | 'xml' is not plain, table, json or jsonl",
        "list more | unknown argument 'more'",
        "get | either an ID or --position",
        "get x | 'x' is not an event id",
        "get --position x | 'x' is not a position",
        "help lsit | did you mean list"
      })
  void aWrongQuestionGetsOneSentence(String command, String sentence) {
    Shell.Result result = shell.run(command.split(" "));
    assertEquals(Exit.USAGE, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(Exit.NOT_FOUND, shell.run("get", "00000000-0000-0000-0000-000000000000").exit());
    assertEquals(Exit.NOT_FOUND, shell.run("get", "--position", "99").exit());
    for (String command : List.of("list", "streams", "stats", "check")) {
      Shell.Result result = shell.run(command, "--store", folder.resolve("none").toString());
      assertEquals(Exit.NOT_FOUND, result.exit(), command);
      assertTrue(result.err().contains("no store at"), result.err());
    }
  }

  @Test
  void controlCharactersDoNotReachATerminal() {
    shell.ok("append", "--type", "T", "--data", "\"\u009b31m\u007f\"");
    assertTrue(
        shell.ok("list", "--backwards", "--limit", "1").endsWith("| \"\\u009b31m\\u007f\"\n"));
  }

  @Test
  void streamsStatsAndCheckAgree() {
    assertEquals(
        "account-1 | version 2 | last event 002\n", shell.ok("streams", "--prefix", "account-1"));
    assertEquals(3, shell.ok("streams", "-o", "jsonl").lines().count());
    String stats = shell.ok("stats", "-o", "json");
    assertTrue(stats.contains("\"head\":4,\"events\":4,\"streams\":3,"), stats);
    assertTrue(stats.contains("{\"type\":\"Opened\",\"events\":2}"), stats);
    assertTrue(shell.ok("stats").contains("streams: 3\n"));
    assertTrue(shell.ok("check").startsWith("Clean: 4 events in 1 segment, "));
    assertTrue(shell.ok("check", "-o", "json").startsWith("{\"clean\":true,\"events\":4,"));
  }

  @Test
  void theStoreIsNamedBeforeOrBehindTheCommand() {
    String other = folder.resolve("other").toString();
    shell.ok("--store", other, "append", "--type", "T");
    assertEquals(1, shell.ok("list", "--store", other).lines().count());
    assertEquals(1, shell.ok("--store", other, "list").lines().count());
  }

  @Test
  void helpVersionAndCompletionGoToStandardOutput() {
    assertTrue(shell.ok("--help").contains("streams"));
    assertTrue(shell.ok("help", "append").contains("--batch"));
    assertTrue(shell.ok("append", "--help").contains("--batch"));
    assertEquals(Ledger.VERSION + "\n", shell.ok("--version"));
    assertTrue(shell.ok("completion").contains("--expected-version"));
  }
}
