package dev.cairn.model.testkit.account;

import java.math.BigDecimal;

/** What can be asked of an account. Amounts are in cents. */
public sealed interface AccountCommand {

  /** Opens it with a first deposit. */
  record OpenAccount(long balance) implements AccountCommand {}

  /** Puts money in. */
  record Deposit(long amount) implements AccountCommand {}

  /** Takes money out. */
  record Withdraw(long amount) implements AccountCommand {}

  /**
   * Takes money out in another currency. The rate is a fact from outside: whoever sends the command
   * fetched it.
   *
   * @param amount in units of the other currency
   * @param rate cents for one of them
   */
  record WithdrawAbroad(long amount, BigDecimal rate) implements AccountCommand {}

  /** Stops withdrawals; a second time changes nothing. */
  record Freeze() implements AccountCommand {}

  /** Ends it, once it is empty. */
  record CloseAccount() implements AccountCommand {}
}
