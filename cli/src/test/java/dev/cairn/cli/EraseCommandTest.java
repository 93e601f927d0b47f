package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.RealDisk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.privacy.FileVault;
import dev.cairn.privacy.SubjectId;
import dev.cairn.privacy.SubjectKeys;
import dev.cairn.privacy.Tombstone;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EraseCommandTest {

  private static final SubjectId ANN = SubjectId.of("customer-7");
  private static final StreamId STREAM = StreamId.of("customer-7");

  @TempDir Path folder;
  private String vaultFolder = "vault";

  private FileVault vault() {
    return FileVault.open(folder.resolve("vault"));
  }

  private Shell shell() {
    return Shell.on(folder.resolve("store"));
  }

  @BeforeEach
  void record() {
    vault().current(ANN);
    String sealed =
        "{\"$sealed\":1,\"subject\":\"customer-7\",\"key\":1,\"event\":\"%s\",\"at\":\"/name\",\"value\":\"%s\"}"
            .formatted(UUID.randomUUID(), "AAAA".repeat(20));
    try (LogStore store = LogStore.open(folder.resolve("store"))) {
      store.append(
          Append.to(
              STREAM,
              ExpectedVersion.noStream(),
              NewEvent.of("Named", "{\"name\":%s}".formatted(sealed))));
    }
  }

  private Shell.Result erase(String... more) {
    return shell().run(command(more));
  }

  private String[] command(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "erase";
    all[1] = "--vault";
    all[2] = folder.resolve(vaultFolder).toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return all;
  }

  private Shell.Result asked(String answer) {
    String[] command = command("customer-7", "--reason", "request 12", "--actor", "clerk-3");
    return shell().watched().runWith(answer, command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "y\n", "yes\n", "customer-8\n", "customer-7 \n", "Customer-7\n"})
  void whoDoesNotTypeTheIdErasesNothing(String answer) {
    assertEquals(
        new Shell.Result(
            Exit.USAGE,
            "",
            "ledger: erase 'customer-7' for ever? Type its id:\nledger: nothing was erased\n"),
        asked(answer));
    assertInstanceOf(SubjectKeys.Held.class, vault().keys(ANN));
    assertFalse(shell().ok("list").contains("request 12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer-7\n", "customer-7\r\n", "customer-7"})
  void whoTypesTheIdErases(String answer) {
    Shell.Result result = asked(answer);

    assertEquals(Exit.OK, result.exit(), result.err());
    assertEquals("ledger: erase 'customer-7' for ever? Type its id:\n", result.err());
    assertTrue(result.out().startsWith("Erased 'customer-7'"), result.out());
    assertInstanceOf(SubjectKeys.Erased.class, vault().keys(ANN));
  }

  @Test
  void whereASnapshotCannotBeDeletedTheKeysAreGoneAndAnotherRunFinishes() throws IOException {
    SnapshotFiles snapshots =
        SnapshotFiles.in(folder.resolve("store").resolve(SnapshotFiles.FOLDER));
    snapshots.save(snapshot());
    FaultyDisk disk = new FaultyDisk(new RealDisk());
    disk.inject(Fault.next(Operation.DELETE).in("1.json"));
    Shell failing =
        Shell.on(folder.resolve("store"), new DiskAccess(LogOptions.standard().withDisk(disk)));
    String[] command =
        command("customer-7", "--reason", "request 12", "--actor", "clerk-3", "--yes");

    assertEquals(
        new Shell.Result(
            Exit.UNAVAILABLE,
            "",
            "ledger: the keys of 'customer-7' are destroyed, but its snapshots could not be deleted: injected: DELETE; run it again\n"),
        failing.run(command));
    assertFalse(tombstone().complete());
    assertEquals(List.of(Version.FIRST), snapshots.versions(STREAM));

    Shell.Result again = failing.run(command);
    assertEquals(Exit.OK, again.exit(), again.err());
    assertTrue(tombstone().complete());
    assertEquals(List.of(), snapshots.versions(STREAM));
    assertEquals(1, shell().ok("list", "--type", "SubjectErased").lines().count());
  }

  private Tombstone tombstone() {
    return assertInstanceOf(SubjectKeys.Erased.class, vault().keys(ANN)).tombstone();
  }

  private Snapshot snapshot() {
    try (LogReader reader = LogReader.open(folder.resolve("store"));
        Cursor<RecordedEvent> events = reader.read(ReadRequest.stream(STREAM))) {
      RecordedEvent event = events.next();
      return new Snapshot(
          reader.id(),
          event.stream(),
          event.version(),
          event.position(),
          event.id(),
          event.timestamp(),
          1,
          1,
          Payload.json("{}"));
    }
  }

  @Test
  void aSubjectIsErasedWithReasonAndActor() {
    Shell.Result result =
        erase("customer-7", "--reason", "request 12", "--actor", "clerk-3", "--yes");

    assertEquals(
        new Shell.Result(
            0, "Erased 'customer-7', which has sealed values in 1 stream.\ncustomer-7\n", ""),
        result);
    assertInstanceOf(SubjectKeys.Erased.class, vault().keys(ANN));
    assertTrue(shell().ok("list").contains("\"reason\":\"request 12\""));
  }

  @Test
  void aDryRunErasesNothing() {
    assertEquals(
        "Would erase 'customer-7', which has sealed values in 1 stream.\ncustomer-7\n",
        erase("customer-7", "--dry-run").out());
    assertInstanceOf(SubjectKeys.Held.class, vault().keys(ANN));
  }

  @Test
  void whatIsMissingOrUnknownIsToldAndErasesNothing() {
    assertFails(Exit.USAGE, "needs --reason", "customer-7", "--actor", "clerk-3", "--yes");
    assertFails(
        Exit.USAGE,
        "looks like a mail address",
        "customer-7",
        "--reason",
        "request 12",
        "--actor",
        "ann@example.org",
        "--yes");
    assertFails(
        Exit.USAGE, "say --yes", "customer-7", "--reason", "request 12", "--actor", "clerk-3");
    assertFails(
        Exit.NOT_FOUND,
        "has nothing of 'customer-8'",
        "customer-8",
        "--reason",
        "request 12",
        "--actor",
        "clerk-3",
        "--yes");
    assertInstanceOf(SubjectKeys.Held.class, vault().keys(ANN));
    vaultFolder = "elsewhere";
    assertFails(Exit.NOT_FOUND, "there is no vault", "customer-7");
  }

  private void assertFails(int exit, String said, String... more) {
    Shell.Result result = erase(more);
    assertEquals(exit, result.exit(), result.err());
    assertTrue(result.err().contains(said), result.err());
  }
}
