package dev.cairn.bank.demo;

import dev.cairn.Append;
import dev.cairn.EventIds;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountCommand;
import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountCommand.OpenAccount;
import dev.cairn.bank.account.AccountCommand.ReceiveTransfer;
import dev.cairn.bank.account.AccountCommand.SendTransfer;
import dev.cairn.bank.account.AccountCommand.Withdraw;
import dev.cairn.bank.account.AccountEvent;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import dev.cairn.bank.account.PersonName;
import dev.cairn.model.Decision;
import dev.cairn.model.EncodedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Plays the demonstration in memory: every command is judged by the account's own rules, and what
 * they refuse does not happen. All chance comes from one seeded source whose algorithm is
 * specified.
 */
final class DemoBuilder {

  private static final long SEED = 20_251_228L;
  private static final long FIRST_NUMBER = 4_000_000_000L;
  private static final long NUMBER_STEP = 1_117_931L;
  private static final int EVENTS_MIN = 3_000;
  private static final Payload METADATA =
      Payload.json("{\"correlation_id\":\"demo\",\"causation_id\":\"demo\",\"actor\":\"demo\"}");
  private static final List<Currency> CURRENCIES =
      List.of(
          Currency.getInstance("EUR"), Currency.getInstance("USD"), Currency.getInstance("GBP"));

  private final Random chance = new Random(SEED);
  private final EventIds ids =
      new EventIds(() -> Instant.parse("2025-12-28T10:00:00Z"), new Random(SEED));
  private final List<Append.Entry> entries = new ArrayList<>();
  private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  private final Map<Currency, Long> totals = new LinkedHashMap<>();

  Demo build() {
    for (int customer = 1; customer <= Demo.CUSTOMERS; customer++) {
      open(customer);
    }
    for (int transfer = 1; entries.size() < EVENTS_MIN; transfer++) {
      AccountId account = anyAccount();
      switch (chance.nextInt(10)) {
        case 0, 1, 2 -> payIn(account, between(20, 400), Words.income(chance));
        case 3, 4, 5 -> payOut(account, between(5, 180), Words.expense(chance));
        default -> transfer("demo-%04d".formatted(transfer), account, between(5, 250));
      }
    }
    List<StreamId> streams =
        accounts.keySet().stream().map(id -> Account.TYPE.stream(id.value())).toList();
    return new Demo(entries, streams, totals);
  }

  private void open(int customer) {
    PersonName owner = Words.person(customer);
    Currency currency = CURRENCIES.get(customer % 5 == 0 ? 2 : customer % 2);
    AccountId id = new AccountId(Long.toString(FIRST_NUMBER + customer * NUMBER_STEP));
    accounts.put(id, Account.TYPE.decider().initialState());
    record(id, decided(id, new OpenAccount(customer, owner, currency)));
    payIn(id, between(800, 5_000), "First deposit");
  }

  private AccountId anyAccount() {
    List<AccountId> all = List.copyOf(accounts.keySet());
    return all.get(chance.nextInt(all.size()));
  }

  private long between(int least, int most) {
    return chance.nextInt(least * 100, most * 100);
  }

  private void payIn(AccountId id, long minor, String reference) {
    Money amount = new Money(minor, currency(id));
    List<AccountEvent> events = decided(id, new Deposit(amount, reference));
    if (!events.isEmpty()) {
      record(id, events);
      totals.merge(amount.currency(), minor, Math::addExact);
    }
  }

  private void payOut(AccountId id, long minor, String reference) {
    Money amount = new Money(minor, currency(id));
    List<AccountEvent> events = decided(id, new Withdraw(amount, reference));
    if (!events.isEmpty()) {
      record(id, events);
      totals.merge(amount.currency(), -minor, Math::addExact);
    }
  }

  private void transfer(String id, AccountId from, long minor) {
    AccountId to = anyAccount();
    Money amount = new Money(minor, currency(from));
    String reference = Words.transfer(chance);
    if (from.equals(to)) {
      return;
    }
    List<AccountEvent> sent = decided(from, new SendTransfer(id, to, amount, reference));
    List<AccountEvent> received = decided(to, new ReceiveTransfer(id, from, amount, reference));
    if (!sent.isEmpty() && !received.isEmpty()) {
      record(from, sent);
      record(to, received);
    }
  }

  private Account account(AccountId id) {
    return accounts.getOrDefault(id, Account.TYPE.decider().initialState());
  }

  private Currency currency(AccountId id) {
    return switch (account(id)) {
      case Account.Open open -> open.balance().currency();
      case Account.Unopened() -> throw new IllegalStateException("not open: " + id);
    };
  }

  private List<AccountEvent> decided(AccountId id, AccountCommand command) {
    return switch (Account.TYPE.decider().handle(command, account(id))) {
      case Decision.Accepted<AccountEvent>(List<AccountEvent> events) -> events;
      case Decision.Refused<AccountEvent> _ -> List.of();
    };
  }

  private void record(AccountId id, List<AccountEvent> events) {
    accounts.put(id, Account.TYPE.decider().fold(account(id), events));
    StreamId stream = Account.TYPE.stream(id.value());
    for (AccountEvent event : events) {
      UUID eventId = ids.next();
      EncodedEvent form = Account.TYPE.codec().encode(event, eventId);
      NewEvent encoded =
          new NewEvent(
              eventId,
              form.type(),
              form.schema(),
              Account.TYPE.tags().apply(event),
              form.data(),
              METADATA);
      entries.add(new Append.Entry(stream, encoded));
    }
  }
}
