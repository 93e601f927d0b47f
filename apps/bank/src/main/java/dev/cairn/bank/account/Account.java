package dev.cairn.bank.account;

import dev.cairn.Tag;
import dev.cairn.model.AggregateType;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.JsonStateCodec;
import java.util.Set;

/** What decisions about an account need to know. Its streams are {@code account-<number>}. */
public sealed interface Account {

  /** How events are stored and read, those of earlier releases too. */
  JsonCodec<AccountEvent> CODEC =
      JsonCodec.forSealed(AccountEvent.class).withUpcasters(AccountUpcasters.all());

  /** How accounts are decided, stored and tagged; a snapshot is taken every hundred events. */
  AggregateType<AccountCommand, Account, AccountEvent> TYPE =
      AggregateType.of("account", new AccountDecider(), CODEC)
          .withTags(event -> Set.of(Tag.of("customer:" + event.customer())))
          .withSnapshots(JsonStateCodec.of(Account.class));

  /** Before it was opened. */
  record Unopened() implements Account {}

  /**
   * In use.
   *
   * @param customer the customer it belongs to
   * @param owner their name
   * @param balance what is on it
   */
  record Open(long customer, PersonName owner, Money balance) implements Account {

    /** What has happened is never judged, so even an amount that no rule allows does not fail. */
    Open plus(long minor) {
      long change = Math.clamp(minor, -Money.MINOR_MAX, Money.MINOR_MAX);
      long sum = Math.clamp(balance.minor() + change, -Money.MINOR_MAX, Money.MINOR_MAX);
      return new Open(customer, owner, new Money(sum, balance.currency()));
    }
  }
}
