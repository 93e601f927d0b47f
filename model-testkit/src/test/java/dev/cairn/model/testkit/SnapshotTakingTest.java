package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.fill;
import static dev.cairn.model.testkit.SnappedAccounts.filled;
import static dev.cairn.model.testkit.SnappedAccounts.snappedEvery;
import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.Version;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.JsonStateCodec;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotOptions;
import dev.cairn.model.SnapshotPolicy;
import dev.cairn.model.SnapshotRule;
import dev.cairn.model.SnapshotStats;
import dev.cairn.model.Snapshots;
import dev.cairn.model.StateCodec;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When snapshots are taken, and that nobody who sends a command ever notices. */
final class SnapshotTakingTest {

  private static final CommandContext TELLER = CommandContext.by("teller");
  private static final AggregateType<AccountCommand, Account, AccountEvent> EVERY_TEN =
      snappedEvery(10);

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  private final InMemoryEventStore store = new InMemoryEventStore();
  private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());
  private final SnapshotFiles files = SnapshotFiles.in(disk, Path.of("/snapshots"));

  private void deposit(
      Snapshots snapshots,
      AggregateType<AccountCommand, Account, AccountEvent> type,
      String id,
      int times) {
    Commands commands = Commands.over(store).withSnapshots(snapshots);
    for (int i = 0; i < times; i++) {
      assertInstanceOf(
          CommandResult.Accepted.class, commands.handle(type, id, new Deposit(1), TELLER));
    }
  }

  private List<Version> kept(String id) throws IOException {
    return files.versions(ACCOUNT.stream(id));
  }

  @Test
  void acceptedCommandsThatCrossAMultipleLeaveASnapshot() throws IOException {
    fill(store, "1", 1);
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      deposit(snapshots, EVERY_TEN, "1", 8);
      assertEquals(0, snapshots.stats().taken());
      deposit(snapshots, EVERY_TEN, "1", 1);
      Eventually.holds("a snapshot is taken", () -> snapshots.stats().taken() == 1);
      assertEquals(List.of(Version.of(10)), kept("1"));
      deposit(snapshots, EVERY_TEN, "1", 15);
    }
    assertEquals(Version.of(20), kept("1").getFirst());
    assertEquals(List.of(), warnings.messages());
  }

  @Test
  void refusedCommandsAndKindsWithoutARuleLeaveNone() throws IOException {
    fill(store, "1", 99);
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      deposit(snapshots, ACCOUNT, "1", 1);
      Commands commands = Commands.over(store).withSnapshots(snapshots);
      for (int i = 0; i < 20; i++) {
        commands.handle(EVERY_TEN, "1", new AccountCommand.Withdraw(1_000_000), TELLER);
      }
      assertThrows(IllegalArgumentException.class, () -> snapshots.take(ACCOUNT, "1"));
    }
    assertEquals(List.of(), kept("1"));
  }

  @Test
  void loadsOfCommandsBeginWithTheSnapshot() throws IOException {
    fill(store, "1", 100);
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      assertTrue(snapshots.take(EVERY_TEN, "1").isPresent());
      deposit(snapshots, EVERY_TEN, "1", 3);
      assertEquals(3, snapshots.stats().used());
    }
    assertEquals(
        filled(100).balance() + 3, Aggregates.of(store).load(ACCOUNT, "1").state().balance());
  }

  @Test
  void commandsDoNotWaitForSnapshotsOfWhichOnlySoManyWait() throws Exception {
    HeldSnapshots held = new HeldSnapshots(files);
    SnapshotOptions options = SnapshotOptions.DEFAULT.withWaitingMax(2);
    for (String id : List.of("1", "2", "3", "4")) {
      fill(store, id, 1);
    }
    Snapshots snapshots = Snapshots.of(store, held, options);
    deposit(snapshots, EVERY_TEN, "1", 9);
    held.awaitSave();
    deposit(snapshots, EVERY_TEN, "2", 9);
    deposit(snapshots, EVERY_TEN, "3", 9);
    deposit(snapshots, EVERY_TEN, "4", 9);
    assertEquals(new SnapshotStats(0, 0, 1, 3, 0, 0), snapshots.stats());
    deposit(snapshots, EVERY_TEN, "2", 10);
    assertEquals(new SnapshotStats(0, 0, 1, 3, 0, 0), snapshots.stats());
    held.letGo();
    snapshots.close();

    assertEquals(new SnapshotStats(3, 0, 1, 0, 0, 0), snapshots.stats());
    assertEquals(List.of(Version.of(10)), kept("1"));
    assertEquals(List.of(Version.of(20)), kept("2"), "the newest of a stream wins");
    assertEquals(List.of(Version.of(10)), kept("3"));
    assertEquals(List.of(), kept("4"));
  }

  @Test
  void whatIsDueAfterTheEndIsGivenUp() throws IOException {
    fill(store, "1", 1);
    Snapshots snapshots = Snapshots.of(store, files);
    snapshots.close();
    snapshots.close();
    deposit(snapshots, EVERY_TEN, "1", 9);
    assertEquals(List.of(), kept("1"));
    assertEquals(1, snapshots.stats().dropped());
  }

  @Test
  void aDiskThatFailsIsToldOnceAndNeverToACommand() throws IOException {
    fill(store, "1", 1);
    disk.inject(Fault.next(FaultyDisk.Operation.SYNC).forEver());
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      for (int failed = 1; failed <= 3; failed++) {
        deposit(snapshots, EVERY_TEN, "1", 10);
        int times = failed;
        Eventually.holds("it fails", () -> snapshots.stats().failed() == times);
      }
      disk.heal();
      deposit(snapshots, EVERY_TEN, "1", 10);
      Eventually.holds("it is taken", () -> snapshots.stats().taken() == 1);
    }
    assertEquals(1, warnings.messages().size(), warnings.messages().toString());
    assertTrue(
        warnings.messages().getFirst().startsWith("No snapshot of 'account-1' at version 10"),
        warnings.messages().toString());
  }

  @Test
  void aStateThatDoesNotComeBackFromItsCodecIsNotKept() {
    StateCodec<Account> lossy =
        new StateCodec<>() {
          private final JsonStateCodec<Account> whole = JsonStateCodec.of(Account.class);

          @Override
          public int schema() {
            return 1;
          }

          @Override
          public Payload encode(Account state) {
            return whole.encode(state);
          }

          @Override
          public Account decode(int schema, Payload state) {
            return Account.open(0);
          }
        };
    fill(store, "1", 100);
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      IllegalArgumentException told =
          assertThrows(
              IllegalArgumentException.class,
              () -> snapshots.take(ACCOUNT.withSnapshots(lossy), "1"));
      assertTrue(String.valueOf(told.getMessage()).contains("does not come back"));
    }
  }

  @Test
  void aPolicyThatThrowsIsCountedAndNeverToldToACommand() {
    fill(store, "1", 1);
    SnapshotPolicy broken =
        _ -> {
          throw new IllegalStateException("broken");
        };
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      deposit(
          snapshots,
          ACCOUNT.withSnapshots(
              SnapshotRule.by(JsonStateCodec.of(Account.class)).withPolicy(broken)),
          "1",
          2);
      assertEquals(2, snapshots.stats().failed());
    }
    assertEquals(1, warnings.messages().size());
  }

  @Test
  void aSnapshotThatIsThereAlreadyIsNotWrittenAgain() throws IOException {
    fill(store, "1", 100);
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      assertEquals(snapshots.take(EVERY_TEN, "1"), snapshots.take(EVERY_TEN, "1"));
      assertEquals(1, snapshots.stats().taken());
    }
  }
}
