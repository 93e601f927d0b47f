package dev.cairn.bank;

import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountId;
import dev.cairn.model.Refusal;
import java.util.List;

/** What the bank answers to a command. */
public sealed interface BankAnswer {

  /**
   * It is done and durable.
   *
   * @param accounts the accounts it changed, the giving one first
   * @param position a view that has applied everything up to here shows it
   * @param repeated whether this is the answer to an earlier command of the same request
   */
  record Done(List<Changed> accounts, Position position, boolean repeated) implements BankAnswer {

    /** Copies the list. */
    public Done {
      accounts = List.copyOf(accounts);
    }
  }

  /**
   * An account as the command left it.
   *
   * @param id its number
   * @param account its state
   * @param version its version
   */
  record Changed(AccountId id, Account.Open account, Version version) {}

  /**
   * An account refused it and nothing changed.
   *
   * @param account which one
   * @param reason the rule it would have broken
   */
  record Refused(AccountId account, Refusal reason) implements BankAnswer {}
}
