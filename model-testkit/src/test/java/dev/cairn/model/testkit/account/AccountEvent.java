package dev.cairn.model.testkit.account;

/** What can happen to an account. */
public sealed interface AccountEvent {

  /** It was opened with a first deposit. */
  record AccountOpened(long balance) implements AccountEvent {}

  /** Money was put in. */
  record FundsDeposited(long amount) implements AccountEvent {}

  /** Money was taken out. */
  record FundsWithdrawn(long amount) implements AccountEvent {}

  /** Withdrawals were stopped. */
  record AccountFrozen() implements AccountEvent {}

  /** It came to its end. */
  record AccountClosed() implements AccountEvent {}
}
