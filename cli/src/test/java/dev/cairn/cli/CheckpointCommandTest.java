package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogBackup;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.KeyRotated;
import dev.cairn.proofs.LogTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store is signed, and its keys are shown and replaced, from the command line. */
final class CheckpointCommandTest {

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("store");
  }

  private Shell.Result run(String command, String... more) {
    return run(folder(), command, more);
  }

  private Shell.Result run(Path store, String command, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = command;
    System.arraycopy(more, 0, all, 1, more.length);
    all[more.length + 1] = "--keys";
    all[more.length + 2] = temp.resolve("keys").toString();
    return Shell.on(store).run(all);
  }

  private String ok(String command, String... more) {
    Shell.Result result = run(command, more);
    assertEquals(Exit.OK, result.exit(), result::toString);
    return result.out();
  }

  private void append(Path store, int events) {
    try (LogStore log = LogStore.open(store)) {
      for (int i = 0; i < events; i++) {
        log.append(
            Append.to(
                StreamId.of("account-1"), ExpectedVersion.any(), NewEvent.of("Happened", "{}")));
      }
    }
  }

  private static SignedNote note(String text) {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Checkpoint opened(String note, String keys) {
    List<VerifierKey> parsed = keys.lines().map(VerifierKey::parse).toList();
    return new LogIdentity(parsed.getFirst().name(), parsed)
        .open(note(note), List.of())
        .checkpoint();
  }

  @Test
  void whatIsNewIsSignedAndPrinted() {
    append(folder(), 3);
    Shell.Result first = run("checkpoint");
    assertEquals(Exit.OK, first.exit(), first::toString);
    assertTrue(first.err().contains("made the keys of cairn/"), first.err());
    assertEquals(3, opened(first.out(), ok("keys")).head().size());

    assertEquals(new Shell.Result(0, first.out(), ""), run("checkpoint"));
    assertEquals(first.out(), ok("checkpoint", "--show"));
    append(folder(), 2);
    assertEquals(first.out(), ok("checkpoint", "--show"));
    assertEquals(5, opened(ok("checkpoint"), ok("keys")).head().size());
    String json = ok("checkpoint", "-o", "json");
    assertTrue(json.contains("\"size\":5,\"root\":\""), json);
    assertTrue(json.contains("\"new\":false,\"note\":\"cairn/"), json);
  }

  @Test
  void keysAreRotatedAndRetiredAndTheLogIsToldAndSigned() {
    append(folder(), 3);
    ok("checkpoint");
    String old = ok("keys");
    String both = ok("keys", "rotate");
    assertTrue(both.startsWith(old), both);
    assertEquals(4, both.lines().count());
    String overlap = ok("checkpoint", "--show");
    assertEquals(4, opened(overlap, both).head().size());
    assertEquals(4, opened(overlap, old).head().size());

    String left = ok("keys", "retire");
    assertEquals(both, old + left);
    String last = ok("checkpoint", "--show");
    assertEquals(5, opened(last, left).head().size());
    assertEquals(
        left + old.lines().map(key -> "retired " + key + "\n").reduce("", String::concat),
        ok("keys"));
    assertTrue(ok("keys", "-o", "table").startsWith("STATE "), "a table");
    assertTrue(ok("keys", "-o", "jsonl").contains("{\"state\":\"retired\""), "objects");
    try (LogReader reader = LogReader.open(folder())) {
      assertEquals(2, reader.version(KeyRotated.STREAM).number());
    }
  }

  @Test
  void whatCannotBeDoneIsTold() {
    append(folder(), 1);
    assertFails(Exit.NOT_FOUND, "never been signed", run("checkpoint", "--show"));
    assertFails(Exit.NOT_FOUND, "has no keys of cairn/", run("keys"));
    assertFails(Exit.NOT_FOUND, "no store", run(temp.resolve("none"), "checkpoint"));
    assertFails(Exit.USAGE, "--keys DIR", Shell.on(folder()).run("checkpoint"));
    ok("checkpoint");
    assertFails(Exit.UNAVAILABLE, "only one pair", run("keys", "retire"));
    assertFails(
        Exit.UNAVAILABLE,
        "inside the store",
        Shell.on(folder()).run("checkpoint", "--keys", folder().resolve("keys").toString()));
    try (EventLog log = LogReader.open(folder());
        LogTree _ = LogTree.open(folder(), log)) {
      append(folder(), 1);
      assertFails(Exit.UNAVAILABLE, "--show", run("checkpoint"));
      Shell.Result rotated = run("keys", "rotate");
      assertEquals(Exit.OK, rotated.exit(), rotated::toString);
      assertTrue(rotated.err().contains("its next checkpoint"), rotated.err());
    }
    assertEquals(4, note(ok("checkpoint")).signatures().size());
  }

  private static void assertFails(int exit, String said, Shell.Result result) {
    assertEquals(exit, result.exit(), result::toString);
    assertTrue(result.err().contains(said), result.err());
    assertEquals("", result.out());
  }

  @Test
  void aStoreThatWasSetBackIsNotSigned() {
    append(folder(), 3);
    LogBackup.copy(folder(), temp.resolve("backup"), LogOptions.standard(), _ -> {});
    append(folder(), 2);
    ok("checkpoint");
    assertFails(
        Exit.VERIFICATION_FAILED,
        "./ledger migrate OLD NEW",
        run(temp.resolve("backup"), "checkpoint"));
  }

  @Test
  void whatTheLastWriterLeftUnprovenIsRecoveredAndSigned() throws Exception {
    append(folder(), 3);
    // As a power cut leaves it that loses the mark: the last write is not proven durable.
    Files.delete(folder().resolve("head"));
    Shell.Result result = run("checkpoint");
    assertEquals(Exit.OK, result.exit(), result::toString);
    assertEquals(3, opened(result.out(), ok("keys")).head().size());
  }
}
