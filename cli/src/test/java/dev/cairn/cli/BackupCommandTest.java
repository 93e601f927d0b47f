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
        "Backed up %s to %s, up to 002: %d bytes in 1 segment.\n".formatted(store, copy, bytes),
        shell.ok("backup", copy.toString(), "--verify"));
    String all = shell.ok("list", "-o", "jsonl");
    assertEquals(all, shell.ok("list", "-o", "jsonl", "--store", copy.toString()));
    Path again = folder.resolve("again");
    assertEquals(
        "Restored %s to %s, up to 002: %d bytes in 1 segment.\n".formatted(copy, again, bytes),
        shell.ok("restore", copy.toString(), "--verify", "--store", again.toString()));
    assertEquals(
        "Event 003 appended.\n", shell.ok("append", "--type", "T", "--store", again.toString()));
    assertTrue(shell.ok("list", "-o", "jsonl", "--store", again.toString()).startsWith(all));
  }

  @Test
  void scriptsGetJson() {
    assertTrue(
        shell
            .ok("backup", copy.toString(), "-o", "json")
            .matches(
                "\\{\"from\":\".*store\",\"to\":\".*today\",\"head\":2,\"bytes\":\\d+,\"segments\":1}\n"));
  }

  @Test
  void nothingIsOverwrittenAndNothingDamagedRestored() throws IOException {
    shell.ok("backup", copy.toString());
    refused(Exit.UNAVAILABLE, "missing or empty", "backup", copy.toString());
    refused(Exit.UNAVAILABLE, "missing or empty", "restore", copy.toString());
    refused(Exit.USAGE, "backup needs the folder", "backup");
    refused(Exit.USAGE, "restore needs the folder", "restore");
    refused(Exit.NOT_FOUND, "no store at", "restore", folder.resolve("none").toString());
    Path log = copy.resolve("events.log");
    Files.writeString(log, Files.readString(log).replace("First", "first"));
    Path again = folder.resolve("again");
    refused(
        Exit.VERIFICATION_FAILED,
        "is damaged: ",
        "restore",
        copy.toString(),
        "--verify",
        "--store",
        again.toString());
    assertFalse(Files.exists(again), "it was restored");
  }

  private void refused(int exit, String sentence, String... args) {
    Shell.Result result = shell.run(args);
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }
}
