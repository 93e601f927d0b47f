package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.model.AggregateType;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.JsonStateCodec;
import dev.cairn.model.SnapshotPolicy;
import dev.cairn.model.SnapshotRule;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountEvent.AccountOpened;
import dev.cairn.model.testkit.account.AccountEvent.FundsDeposited;
import java.util.ArrayList;
import java.util.List;

/** Accounts of which snapshots are taken, and histories for them. */
final class SnappedAccounts {

  /** Every hundred events. */
  static final AggregateType<AccountCommand, Account, AccountEvent> SNAPPED =
      ACCOUNT.withSnapshots(JsonStateCodec.of(Account.class));

  private SnappedAccounts() {}

  /** The same every so many events. */
  static AggregateType<AccountCommand, Account, AccountEvent> snappedEvery(long events) {
    return ACCOUNT.withSnapshots(
        SnapshotRule.by(JsonStateCodec.of(Account.class))
            .withPolicy(SnapshotPolicy.everyEvents(events)));
  }

  /** Deposits 1, 2, 3, … until the account has that many events; the first one opens it with 0. */
  static Position fill(EventStore store, String id, long version) {
    List<NewEvent> events = new ArrayList<>();
    for (long next = store.version(ACCOUNT.stream(id)).number() + 1; next <= version; next++) {
      AccountEvent event = next == 1 ? new AccountOpened(0) : new FundsDeposited(next - 1);
      EncodedEvent form = ACCOUNT.codec().encode(event);
      events.add(NewEvent.of(form.type(), form.data()));
    }
    return store.append(Append.to(ACCOUNT.stream(id), ExpectedVersion.any(), events)).last();
  }

  /** The state that {@link #fill} leads to. */
  static Account filled(long version) {
    return Account.open(version * (version - 1) / 2);
  }
}
