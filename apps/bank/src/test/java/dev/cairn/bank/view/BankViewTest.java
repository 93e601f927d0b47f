package dev.cairn.bank.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.bank.Bank;
import dev.cairn.bank.BankAnswer;
import dev.cairn.bank.NewAccount;
import dev.cairn.bank.Transfer;
import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import dev.cairn.bank.account.PersonName;
import dev.cairn.bank.demo.Demo;
import dev.cairn.bank.view.StatementRow.Kind;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProjectionFailedException;
import dev.cairn.flow.StateFolder;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankViewTest {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Currency EUR = Currency.getInstance("EUR");

  @TempDir private Path folder;
  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Bank bank = new Bank(store);

  @AfterEach
  void closeStore() {
    store.close();
  }

  private BankView open() {
    BankView view = openAsItIs();
    assertTrue(view.awaitApplied(store.head(), WAIT));
    return view;
  }

  private BankView openAsItIs() {
    return BankView.open(
        store, StateFolder.of(new MemoryDisk(), folder), folder.resolve("bank.sqlite"));
  }

  private AccountId account(String owner, long minor) {
    if (bank.open(new NewAccount(PersonName.of(owner), EUR), Optional.empty())
        instanceof BankAnswer.Done done) {
      AccountId id = done.accounts().getFirst().id();
      bank.handle(id, new Deposit(new Money(minor, EUR), "start"), Optional.empty());
      return id;
    }
    throw new AssertionError("the account was not opened");
  }

  private static List<Object> everything(BankView view) {
    List<Object> all = new ArrayList<>();
    for (AccountRow row : view.accounts("", 1_000)) {
      all.add(row);
      all.addAll(view.statement(row.id(), Long.MAX_VALUE, 10_000));
    }
    return all;
  }

  @Test
  void aDeletedDatabaseComesBackTheSame() throws IOException {
    Demo.make().recordIn(store);
    List<Object> before;
    try (BankView view = open()) {
      before = everything(view);
    }
    assertTrue(before.size() > 3_000, "the demonstration is in the view");
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(folder.resolve("bank.sqlite" + suffix));
    }
    try (BankView view = open()) {
      assertEquals(before, everything(view));
    }
  }

  @Test
  void aViewGoesOnWhereItStopped() {
    AccountId ada = account("Ada", 100);
    open().close();
    bank.handle(ada, new Deposit(new Money(23, EUR), ""), Optional.empty());
    try (BankView view = open()) {
      assertEquals(123, view.account(ada).map(row -> row.balance().minor()).orElseThrow());
    }
  }

  @Test
  void aViewOfAnotherStoreIsRefused() {
    account("Ada", 100);
    open().close();
    try (InMemoryEventStore other = new InMemoryEventStore()) {
      ProjectionFailedException refused =
          assertThrows(
              ProjectionFailedException.class,
              () ->
                  BankView.open(
                          other,
                          StateFolder.of(new MemoryDisk(), folder),
                          folder.resolve("bank.sqlite"))
                      .close());
      assertTrue(String.valueOf(refused.getMessage()).contains("does not belong to this store"));
    }
  }

  @Test
  void aTransferIsALineOnBothSidesWithTheBalanceAfterIt() {
    AccountId ada = account("Ada", 100);
    AccountId bob = account("Bob", 5);
    bank.transfer(new Transfer(ada, bob, new Money(30, EUR), "Rent"), Optional.empty());
    try (BankView view = open()) {
      StatementRow sent = view.statement(ada, Long.MAX_VALUE, 1).getFirst();
      StatementRow received = view.statement(bob, Long.MAX_VALUE, 1).getFirst();
      assertEquals(Kind.TRANSFER_SENT, sent.kind());
      assertEquals(-30, sent.amount().minor());
      assertEquals(70, sent.balance().minor());
      assertEquals(Optional.of(bob.value()), sent.otherAccount());
      assertEquals(Kind.TRANSFER_RECEIVED, received.kind());
      assertEquals(35, received.balance().minor());
      assertEquals(Optional.of(ada.value()), received.otherAccount());
      assertEquals("Rent", received.reference());
    }
  }

  @Test
  void changesBehindAPositionAreFound() {
    AccountId ada = account("Ada", 100);
    AccountId bob = account("Bob", 5);
    Position before = store.head();
    bank.handle(bob, new Deposit(new Money(1, EUR), ""), Optional.empty());
    try (BankView view = open()) {
      assertEquals(List.of(bob), view.changed(before, 10).stream().map(AccountRow::id).toList());
      assertEquals(
          List.of(ada, bob),
          view.changed(Position.START, 10).stream().map(AccountRow::id).toList());
    }
  }

  @Test
  void oneThatOperatorsLetRestIsShownAsItWas() {
    AccountId ada = account("Ada Lovelace", 100);
    open().close();
    ProcessorControl operators = ProcessorControl.over(store, "ann");
    operators.pause("bank.accounts", "the disk is needed");
    AccountId bob = account("Bob Kahn", 100);
    try (BankView view = openAsItIs()) {
      assertTrue(view.account(ada).isPresent());
      assertTrue(view.account(bob).isEmpty());
      operators.resume("bank.accounts");
      assertTrue(view.awaitApplied(store.head(), WAIT));
      assertTrue(view.account(bob).isPresent());
    }
  }

  @Test
  void whatWillNotComeIsNotWaitedForForEver() {
    try (BankView view = open()) {
      assertFalse(view.awaitApplied(Position.of(99), Duration.ofMillis(20)));
    }
  }
}
