package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.snappedEvery;

import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateType;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountEvent;
import java.nio.file.Path;
import java.util.List;

/** A program that commands without end, takes snapshots meanwhile, and prints each command. */
final class SnappingProcess {

  static final List<String> IDS = List.of("1", "2", "3");
  static final AggregateType<AccountCommand, Account, AccountEvent> EVERY_TWO = snappedEvery(2);

  private SnappingProcess() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (LogStore store = LogStore.open(folder);
        Snapshots snapshots =
            Snapshots.of(store, SnapshotFiles.in(folder.resolve(SnapshotFiles.FOLDER)))) {
      Commands commands = Commands.over(store).withSnapshots(snapshots);
      CommandContext context = CommandContext.by("a process");
      for (String id : IDS) {
        commands.handle(EVERY_TWO, id, new OpenAccount(1), context);
      }
      for (int i = 0; ; i++) {
        String id = IDS.get(i % IDS.size());
        System.out.println(commands.handle(EVERY_TWO, id, new Deposit(i + 1), context).version());
      }
    }
  }
}
