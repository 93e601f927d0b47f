package dev.cairn.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.cairn.bank.account.Account;
import dev.cairn.model.Domain;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class BankDomainTest {

  @Test
  void toolsFindTheBankAndWhatItLifts() {
    List<Domain> found =
        ServiceLoader.load(Domain.class).stream().map(ServiceLoader.Provider::get).toList();

    Domain bank = assertInstanceOf(BankDomain.class, found.getFirst());
    assertEquals(1, found.size());
    assertEquals(
        "[AccountOpened schema 1, AccountOpened schema 2, FundsDeposited schema 1]",
        bank.upcasters().forms().toString());
    assertEquals(List.of(Account.TYPE), bank.aggregates());
  }
}
