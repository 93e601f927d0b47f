package dev.cairn.bank;

import dev.cairn.bank.account.Account;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Domain;
import dev.cairn.model.Upcasters;
import java.util.List;

/** The bank as tools see it that know no bank: {@code ledger … --domain}. */
public final class BankDomain implements Domain {

  /** For the loader of services. */
  public BankDomain() {}

  @Override
  public Upcasters upcasters() {
    return Account.CODEC.upcasters();
  }

  @Override
  public List<AggregateType<?, ?, ?>> aggregates() {
    return List.of(Account.TYPE);
  }
}
