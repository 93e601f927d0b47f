package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.snappedEvery;
import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.AsOf;
import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.disk.AtomicFile;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.CloseAccount;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Freeze;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random commands while snapshots are taken, deleted, damaged and mixed up, half of the times with
 * states kept in memory too: every state, of now and of the past, and every answer is what the
 * whole history says. {@code -Dcairn.seed=N} repeats one.
 */
final class SnapshotModelTest {

  private static final int RUNS = Integer.getInteger("cairn.runs", 30);
  private static final int STEPS = 120;
  private static final Path FOLDER = Path.of("/snapshots");
  private static final List<String> IDS = List.of("1", "2", "3");

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();

  @Test
  void whateverBecomesOfSnapshotsStatesAreThoseOfTheWholeHistory() {
    int[] used = new int[1];
    SeededRandom.forEachSeed(RUNS, random -> used[0] += new Run(random).holds());
    assertTrue(used[0] > RUNS, "loads that began with a snapshot: " + used[0]);
  }

  /** One history. */
  private static final class Run {

    private final SeededRandom random;
    private final InMemoryEventStore store = new InMemoryEventStore();
    private final MemoryDisk disk = new MemoryDisk();
    private final SnapshotFiles files = SnapshotFiles.in(disk, FOLDER);
    private final AggregateType<AccountCommand, Account, AccountEvent> type;

    Run(SeededRandom random) {
      this.random = random;
      this.type = snappedEvery(1 + random.nextInt(9));
    }

    int holds() throws IOException {
      try (Snapshots snapshots = Snapshots.of(store, files)) {
        Commands plain = Commands.over(store).withSnapshots(snapshots);
        Commands commands =
            random.percent(50) ? plain : plain.withCache(AggregateCache.ofStates(2));
        Aggregates aggregates = commands.aggregates();
        for (int i = 0; i < STEPS; i++) {
          String id = random.oneOf(IDS);
          if (random.percent(60)) {
            command(commands, id);
          } else if (random.percent(30)) {
            var _ = snapshots.take(type, id);
          } else if (random.percent(60)) {
            damage();
          }
          compare(aggregates, id);
        }
        return (int) snapshots.stats().used();
      }
    }

    private void command(Commands commands, String id) {
      Account before = Aggregates.of(store).load(ACCOUNT, id).state();
      AccountCommand command = command();
      CommandResult<Account, AccountEvent> result =
          commands.handle(type, id, command, CommandContext.by("chance"));
      if (result instanceof CommandResult.Accepted<Account, AccountEvent> accepted) {
        assertEquals(ACCOUNT.decider().fold(before, accepted.events()), accepted.state());
      }
      assertEquals(store.version(type.stream(id)), result.version());
    }

    private AccountCommand command() {
      return switch (random.nextInt(20)) {
        case 0 -> new Freeze();
        case 1 -> new CloseAccount();
        case 2, 3 -> new OpenAccount(random.nextInt(100));
        case 4, 5, 6, 7 -> new Withdraw(1 + random.nextInt(50));
        default -> new Deposit(1 + random.nextInt(50));
      };
    }

    private void damage() throws IOException {
      List<String> folders = disk.list(FOLDER);
      if (folders.isEmpty()) {
        return;
      }
      Path own = FOLDER.resolve(random.oneOf(folders));
      List<String> names = disk.list(own).stream().filter(name -> name.endsWith(".json")).toList();
      if (names.isEmpty()) {
        return;
      }
      Path file = own.resolve(random.oneOf(names));
      byte[] bytes = disk.exists(file) ? AtomicFile.read(disk, file) : new byte[0];
      if (bytes.length == 0) {
        return; // Cut to nothing before, or pruned meanwhile.
      }
      switch (random.nextInt(4)) {
        case 0 -> disk.delete(file);
        case 1 -> {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
          AtomicFile.write(disk, file, ByteBuffer.wrap(bytes));
        }
        case 2 ->
            AtomicFile.write(disk, file, ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length)));
        default -> {
          Path other = FOLDER.resolve(random.oneOf(folders));
          Path ahead = other.resolve(1 + random.nextInt(60) + ".json");
          AtomicFile.write(disk, ahead, ByteBuffer.wrap(bytes));
        }
      }
    }

    private void compare(Aggregates aggregates, String id) {
      Aggregates truth = Aggregates.of(store);
      assertEquals(truth.load(ACCOUNT, id), aggregates.load(type, id));
      Version version = Version.of(random.nextInt(30));
      assertEquals(truth.loadAsOf(ACCOUNT, id, version), aggregates.loadAsOf(type, id, version));
      AsOf moment = AsOf.position(Position.of(random.nextLong(store.head().sequence() + 1)));
      assertEquals(truth.loadAsOf(ACCOUNT, id, moment), aggregates.loadAsOf(type, id, moment));
    }
  }
}
