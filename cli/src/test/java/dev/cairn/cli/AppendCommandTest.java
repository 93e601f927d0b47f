package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AppendCommandTest {

  @TempDir Path folder;
  private Path store = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void open() {
    store = folder.resolve("store");
    shell = Shell.on(store);
  }

  @Test
  void appendSaysThePositionAndNothingElse() {
    String data = "{\"id\": 1, \"name\": \"Alice\"}";
    Shell.Result first = shell.run("append", "--type", "UserRegistered", "--data", data);
    assertEquals(new Shell.Result(0, "Event 001 appended.\n", ""), first);
    assertTrue(
        shell
            .ok("list")
            .matches(
                "\\[001] \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\| UserRegistered \\| \\Q"
                    + data
                    + "\\E\n"));
  }

  @Test
  void everyPartOfAnEventIsRecorded() {
    shell.ok(
        "append",
        "--stream",
        "a-1",
        "--type",
        "T",
        "--data",
        "5",
        "--metadata",
        "{\"m\":1}",
        "--tag",
        "x:1",
        "--tag",
        "y:2",
        "--id",
        "0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a");
    String json = shell.ok("list", "-o", "jsonl").replaceAll("\"timestamp\":\"[^\"]*\"", "TIME");
    assertEquals(
        "{\"position\":1,\"id\":\"0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a\",\"type\":\"T\","
            + "\"aggregate_id\":\"a-1\",\"version\":1,TIME,\"schema\":1,\"tags\":[\"x:1\",\"y:2\"],"
            + "\"data\":5,\"metadata\":{\"m\":1}}\n",
        json);
  }

  @Test
  void dataComesFromAFileOrFromStandardInput() throws IOException {
    Path file = Files.writeString(folder.resolve("data.json"), "{\"from\":\n\"file\"}\n");
    shell.ok("append", "--type", "T", "--data", "@" + file);
    assertEquals(0, shell.runWith("[\"stdin\"]", "append", "--type", "T", "--data", "-").exit());
    shell.ok("append", "--type", "T");
    String list = shell.ok("list");
    assertTrue(list.contains("| T | {\"from\": \"file\"}\n"), list);
    assertTrue(list.contains("| T | [\"stdin\"]\n"), list);
    assertTrue(list.endsWith("| T | {}\n"), list);
  }

  @ParameterizedTest
  @CsvSource({"any,0", "none,4", "exists,0", "1,0", "0,4", "2,4"})
  void theExpectedVersionDecides(String expected, int exit) {
    shell.ok("append", "--type", "T", "--stream", "s");
    Shell.Result result =
        shell.run("append", "--type", "T", "--stream", "s", "--expected-version", expected);
    assertEquals(exit, result.exit(), result.err());
  }

  @Test
  void aConflictNamesExpectedAndActual() {
    shell.ok("append", "--type", "T");
    assertEquals(
        new Shell.Result(
            4,
            "",
            "ledger: stream 'ledger' is at version 1, expected version 7; read it again and decide anew\n"),
        shell.run("append", "--type", "T", "--expected-version", "7"));
    assertEquals(1, shell.ok("list").lines().count());
  }

  @Test
  void anIdIsUsedOnceInAStream() {
    String id = "0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a";
    shell.ok("append", "--type", "T", "--id", id);
    assertEquals(4, shell.run("append", "--type", "T", "--id", id).exit());
    shell.ok("append", "--type", "T", "--id", id, "--stream", "other");
    assertEquals(2, shell.ok("get", id).lines().count());
  }

  @Test
  void badInputGetsOneSentenceAndLeavesNothingBehind() {
    assertAll(
        () -> refused("append needs --type TYPE, or --batch FILE", "append"),
        () -> refused("invalid type '': it is empty", "append", "--type", ""),
        () ->
            refused(
                "it has 256 bytes of UTF-8, the limit is 255", "append", "--type", "x".repeat(256)),
        () ->
            refused(
                "--data: invalid JSON at line 2, column 3: unexpected '}' where a key is expected",
                "append",
                "--type",
                "T",
                "--data",
                "{\"a\":1,\n  }"),
        () -> refused("--metadata: invalid JSON", "append", "--type", "T", "--metadata", "x"),
        () -> refused("there is no such file", "append", "--type", "T", "--data", "@/no/such"),
        () -> refused("'--tpye'; did you mean --type?", "append", "--tpye", "T"),
        () -> refused("'apend'; did you mean append?", "apend", "--type", "T"),
        () -> refused("Cairn's own", "append", "--type", "T", "--stream", "$own"),
        () -> refused("is not an event id", "append", "--type", "T", "--id", "1-1-1-1-1"),
        () -> refused("any, none, exists", "append", "--type", "T", "--expected-version", "x"),
        () -> refused("--lock-wait is 0 or", "append", "--type", "T", "--lock-wait", "-1"),
        () -> refused("--progress goes with", "append", "--type", "T", "--progress"),
        () -> refused("there is no such file", "append", "--batch", "/no/such"),
        () -> refused("only --stream goes with it", "append", "--batch", "x", "--type", "T"));
  }

  private void refused(String sentence, String... args) {
    Shell.Result result = shell.run(args);
    assertEquals(Exit.USAGE, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(Files.exists(store), "the store was made");
  }
}
