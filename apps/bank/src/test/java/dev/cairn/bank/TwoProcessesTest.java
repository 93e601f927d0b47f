package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Cursor;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountCommand;
import dev.cairn.bank.account.AccountEvent;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.PersonName;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes command the same accounts of a shared store, each with their states in memory. */
@Tag("process")
class TwoProcessesTest {

  private static final int COMMANDS_EACH = 150;
  private static final int THREADS = 8;

  @TempDir Path folder;

  @Test
  void whatIsKeptInMemoryNeverBreaksARuleAndCostsAttemptsOnly() throws Exception {
    openAccounts();
    List<Process> processes = new ArrayList<>();
    long[] sums = new long[5];
    try {
      for (int seed = 1; seed <= 2; seed++) {
        processes.add(start(seed));
      }
      for (Process process : processes) {
        assertEquals("ready", process.inputReader().readLine());
      }
      for (Process process : processes) {
        process.outputWriter().append('\n').flush();
      }
      for (Process process : processes) {
        String[] told = report(process).split(" ", sums.length);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += Long.parseLong(told[i]);
        }
      }
    } finally {
      processes.forEach(process -> process.destroyForcibly().onExit().join());
    }

    assertEquals((long) THREADS * COMMANDS_EACH, sums[0] + sums[1] + sums[2]);
    assertEquals(sums[0], acceptedCommands());
    assertTrue(sums[1] > 0, "no command was refused");
    assertTrue(sums[3] > 0, "the processes never met");
    assertTrue(sums[4] > 0, "no state was found in memory");
  }

  private void openAccounts() {
    try (LogStore store = LogStore.open(folder)) {
      Commands commands = Commands.over(store);
      for (AccountId id : CommandingProcess.ACCOUNTS) {
        AccountCommand open =
            new AccountCommand.OpenAccount(
                1, new PersonName("Ada", "Byron"), Currency.getInstance("EUR"));
        commands.handle(Account.TYPE, id.value(), open, CommandContext.by("teller"));
      }
    }
  }

  private Process start(int seed) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            CommandingProcess.class.getName(),
            folder.toString(),
            Integer.toString(COMMANDS_EACH),
            Integer.toString(seed))
        .redirectErrorStream(true)
        .start();
  }

  private static String report(Process process) throws Exception {
    String said = String.join("\n", process.inputReader().readAllLines());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program did not end");
    assertEquals(0, process.exitValue(), said);
    return said;
  }

  /** Folds all events, holds the rules at each, and returns how many commands led to them. */
  private long acceptedCommands() {
    Map<String, Account> accounts = new HashMap<>();
    long commands = 0;
    try (LogReader reader = LogReader.open(folder);
        Cursor<RecordedEvent> events = reader.read(ReadRequest.all())) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        Account before =
            accounts.getOrDefault(event.stream().value(), Account.TYPE.decider().initialState());
        List<AccountEvent> said = Account.TYPE.codec().decode(event);
        Account after = Account.TYPE.decider().fold(before, said);
        accounts.put(event.stream().value(), after);
        assertTrue(balance(after) >= 0, () -> "overdrawn at position " + event.position());
        boolean opened = said.stream().anyMatch(AccountEvent.AccountOpened.class::isInstance);
        boolean second = said.stream().anyMatch(AccountEvent.TransferReceived.class::isInstance);
        commands += opened || second ? 0 : 1;
      }
      assertTrue(reader.head().compareTo(Position.START) > 0);
    }
    return commands;
  }

  private static long balance(Account account) {
    return account instanceof Account.Open open ? open.balance().minor() : 0;
  }
}
