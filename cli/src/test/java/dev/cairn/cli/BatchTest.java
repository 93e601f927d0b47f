package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchTest {

  @TempDir Path folder;
  private Path store = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void open() {
    store = folder.resolve("store");
    shell = Shell.on(store);
  }

  @Test
  void aFileWithoutGroupsIsOneAtomicAppend() throws Exception {
    Shell.Result result =
        batch(
            """
            {"type":"A","data":{"n":[1,{"x":"}\\""}]}}

             {"type" : "B", "stream":"s-1", "tags":["t:1"], "schema":3}\r
            {"type":"C","metadata":{"m":1}}\
            """);
    assertEquals(new Shell.Result(0, "Events 001 to 003 appended.\n", ""), result);
    String log = Files.readString(store.resolve("events.log"));
    assertTrue(log.contains("\"of\":[1,3]") && log.contains("\"of\":[3,3]"), log);
    String list = shell.ok("list", "-o", "jsonl");
    assertTrue(list.contains("\"data\":{\"n\":[1,{\"x\":\"}\\\"\"}]}"), list);
    assertTrue(list.contains("\"aggregate_id\":\"s-1\""), list);
    assertTrue(list.contains("\"schema\":3,\"tags\":[\"t:1\"]"), list);
    assertTrue(list.contains("\"metadata\":{\"m\":1}"), list);
  }

  @Test
  void neighboursOfOneGroupAreOneAtomicAppend() throws Exception {
    assertEquals(
        "Events 001 to 003 appended.\n",
        batch(
                "{\"type\":\"A\",\"group\":1}\n{\"type\":\"B\",\"group\":1}\n{\"type\":\"C\",\"group\":2}\n")
            .out());
    String log = Files.readString(store.resolve("events.log"));
    assertTrue(log.contains("\"of\":[2,2]"), log);
    assertFalse(log.lines().toList().getLast().contains("\"of\""), log);
  }

  @Test
  void aConflictSaysWhatWasAppendedBefore() {
    String id = "0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a";
    shell.ok("append", "--type", "T", "--id", id);
    Shell.Result result =
        batch("{\"type\":\"A\",\"group\":1}\n{\"type\":\"B\",\"group\":2,\"id\":\"" + id + "\"}\n");
    assertEquals(Exit.CONFLICT, result.exit());
    assertTrue(result.err().contains("begins in line 2 failed"), result.err());
    assertTrue(result.err().contains("events 002 to 002"), result.err());
    assertEquals(2, shell.ok("list").lines().count());
  }

  @Test
  void aFaultInAnyLineLeavesNothingBehind() {
    String good = "{\"type\":\"A\"}\n";
    assertAll(
        () -> refused("there is no event", "\n\n"),
        () -> refused("line 2, column 9: invalid JSON", good + "{\"type\":}"),
        () -> refused("line 3, column 1: the key \"type\" is missing", good + "\n{}"),
        () -> refused("line 1, column 1: it is not a JSON object", "[]"),
        () -> refused("line 1, column 2: unknown key \"tpye\"", "{\"tpye\":\"A\"}"),
        () -> refused("line 1, column 2: \"type\" is not a string", "{\"type\":5}"),
        () -> refused("line 1, column 13: \"schema\" is not", "{\"type\":\"A\",\"schema\":0}"),
        () -> refused("line 1, column 13: \"tags\" is not", "{\"type\":\"A\",\"tags\":\"x\"}"),
        () -> refused("duplicate key", "{\"type\":\"A\",\"type\":\"B\"}"),
        () -> refused("line 1, column 13: stream '$x'", "{\"type\":\"A\",\"stream\":\"$x\"}"),
        () -> refused("line 2: either every line", good + "{\"type\":\"A\",\"group\":1}"),
        () ->
            refused(
                "line 3: group 1 was ended",
                "{\"type\":\"A\",\"group\":1}\n{\"type\":\"A\",\"group\":2}\n{\"type\":\"A\",\"group\":1}"),
        () -> refused("each group is an append of its own", good.repeat(10_001)));
  }

  private void refused(String sentence, String lines) {
    Shell.Result result = batch(lines);
    assertEquals(Exit.USAGE, result.exit(), result.err());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(Files.exists(store), "the store was made");
  }

  private Shell.Result batch(String lines) {
    return shell.runWith(lines, "append", "--batch", "-");
  }
}
