package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.snappedEvery;
import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.log.LockMode;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.model.SnapshotVerdict;
import dev.cairn.model.SnapshotVerifier;
import dev.cairn.model.Snapshots;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several stores on one folder that command the same accounts and write the same snapshots. */
final class SnapshotSharedTest {

  private static final CommandContext TELLER = CommandContext.by("teller");
  private static final AggregateType<AccountCommand, Account, AccountEvent> EVERY_TWO =
      snappedEvery(2);
  private static final int STORES = 3;
  private static final int COMMANDS_EACH = 40;

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  @TempDir Path folder;

  private LogStore open() {
    return LogStore.open(folder, LogOptions.standard().withLockMode(LockMode.SHARED));
  }

  @Test
  void storesThatShareAFolderUseEachOthersSnapshotsAndAgree() throws Exception {
    SnapshotFiles files = SnapshotFiles.in(folder.resolve(SnapshotFiles.FOLDER));
    try (LogStore first = open()) {
      Commands.over(first).handle(EVERY_TWO, "1", new OpenAccount(0), TELLER);
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(STORES)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < STORES; i++) {
        all.add(workers.submit(this::work));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
    try (LogReader reader = LogReader.open(folder);
        Snapshots snapshots = Snapshots.of(reader, files)) {
      Aggregates truth = Aggregates.of(reader);
      assertEquals(Account.open(STORES * COMMANDS_EACH), truth.load(ACCOUNT, "1").state());
      assertEquals(truth.load(ACCOUNT, "1"), truth.withSnapshots(snapshots).load(EVERY_TWO, "1"));
      assertTrue(snapshots.stats().used() > 0);
      SnapshotVerifier verifier = SnapshotVerifier.of(reader, List.of(EVERY_TWO));
      files.visit(entry -> {
        if (entry.found() instanceof Found.Intact(var snapshot)) {
          assertEquals(new SnapshotVerdict.Sound(), verifier.verify(snapshot));
        }
      });
    }
  }

  private boolean work() throws IOException {
    try (LogStore store = open();
        Snapshots snapshots =
            Snapshots.of(store, SnapshotFiles.in(folder.resolve(SnapshotFiles.FOLDER)))) {
      Commands commands = Commands.over(store).withSnapshots(snapshots);
      for (int i = 0; i < COMMANDS_EACH; i++) {
        commands.handle(EVERY_TWO, "1", new Deposit(1), TELLER);
        var _ = snapshots.take(EVERY_TWO, "1");
      }
    }
    return true;
  }
}
