package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupCommandTest {

  @TempDir Path folder;
  private Path store = Path.of("");
  private Path copy = Path.of("");
  private Shell shell = Shell.on(store);

  @BeforeEach
  void fill() {
    store = folder.resolve("store");
    copy = folder.resolve("backups").resolve("today");
    shell = Shell.on(store);
    shell.ok("append", "--type", "First");
    shell.ok("append", "--type", "Second");
  }

  @Test
  void aBackupIsAStoreAndIsRestored() throws IOException {
    long bytes = Files.size(store.resolve("events.log"));
    assertEquals(
        "Backed up %s to %s: store %s, up to 002, %d bytes in 1 segment, verified.\n"
            .formatted(store, copy, id(store), bytes),
        shell.ok("backup", copy.toString(), "--verify"));
    String all = shell.ok("list", "-o", "jsonl");
    assertEquals(all, shell.ok("list", "-o", "jsonl", "--store", copy.toString()));
    Path again = folder.resolve("again");
    assertEquals(
        "Restored %s to %s: store %s, up to 002, %d bytes in 1 segment, verified.\n"
            .formatted(copy, again, id(store), bytes),
        shell.ok("restore", copy.toString(), "--verify", "--store", again.toString()));
    assertEquals(
        "Event 003 appended.\n", shell.ok("append", "--type", "T", "--store", again.toString()));
    assertTrue(shell.ok("list", "-o", "jsonl", "--store", again.toString()).startsWith(all));
  }

  private static String id(Path folder) throws IOException {
    return Files.readString(folder.resolve("store.json")).substring(10, 46);
  }

  @Test
  void scriptsGetJson() {
    assertTrue(
        shell
            .ok("backup", copy.toString(), "-o", "json")
            .matches(
                "\\{\"from\":\".*store\",\"to\":\".*today\",\"store\":\"[0-9a-f-]{36}\",\"head\":2,\"bytes\":\\d+,\"segments\":1,\"verified\":false}\n"));
  }

  @Test
  void nothingIsOverwritten() {
    shell.ok("backup", copy.toString());
    refused(Exit.UNAVAILABLE, "missing or empty", "backup", copy.toString());
    refused(Exit.UNAVAILABLE, "missing or empty", "restore", copy.toString());
    refused(Exit.USAGE, "backup needs the folder", "backup");
    refused(Exit.USAGE, "restore needs the folder", "restore");
    refused(Exit.NOT_FOUND, "no store at", "restore", folder.resolve("none").toString());
    assertEquals("", shell.ok("list", "--limit", "0", "--store", copy.toString()));
  }

  @Test
  void nothingDamagedIsRestored() throws IOException {
    shell.ok("backup", copy.toString());
    Path log = copy.resolve("events.log");
    String whole = Files.readString(log);
    Files.writeString(log, whole.replace("First", "first"));
    notRestored("position 1: the checksum of the line does not fit");
    Files.writeString(log, whole.substring(0, whole.indexOf('\n') + 1));
    notRestored("the file is shorter than it was");
    Files.writeString(log, whole);
    Path header = copy.resolve("store.json");
    String named = Files.readString(header);
    Files.writeString(header, named.replace("cairn/", "cairn."));
    notRestored("store.json, bytes 0 to");
    Files.writeString(header, named);
    Files.delete(copy.resolve("head"));
    notRestored("it has no mark of a clean close");
  }

  private void notRestored(String sentence) {
    Path again = folder.resolve("again");
    refused(
        Exit.VERIFICATION_FAILED,
        sentence,
        "restore",
        copy.toString(),
        "--verify",
        "--store",
        again.toString());
    assertFalse(Files.exists(again), "it was restored");
  }

  @Test
  void whatIsNotProvenIsNotCopiedInSilence() throws IOException {
    Files.delete(store.resolve("head"));
    Shell.Result result = shell.run("backup", copy.toString(), "--verify");
    assertEquals(Exit.OK, result.exit());
    assertTrue(result.out().contains("up to 001, "), result.out());
    assertTrue(result.err().contains("bytes at the end of the log are not proven"), result.err());
  }

  private void refused(int exit, String sentence, String... args) {
    Shell.Result result = shell.run(args);
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }
}
