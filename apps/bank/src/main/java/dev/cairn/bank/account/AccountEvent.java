package dev.cairn.bank.account;

import dev.cairn.model.EventSchema;
import java.util.Currency;

/**
 * What happened to an account. Every event names the customer, which is where its tag comes from.
 * Amounts are in the smallest unit of the currency and greater than zero. {@link AccountUpcasters}
 * tells how they were stored by earlier releases.
 */
public sealed interface AccountEvent {

  /** The number of the customer the account belongs to. */
  long customer();

  /**
   * The account began, with nothing on it.
   *
   * @param customer the customer it belongs to
   * @param owner their name
   * @param currency the one currency it is kept in
   */
  @EventSchema(3)
  record AccountOpened(long customer, PersonName owner, Currency currency)
      implements AccountEvent {}

  /**
   * Money was paid in at the counter.
   *
   * @param customer the customer it belongs to
   * @param amount how much
   * @param currency of what
   * @param reference what for; may be empty
   */
  @EventSchema(2)
  record FundsDeposited(long customer, long amount, Currency currency, String reference)
      implements AccountEvent {}

  /**
   * Money was paid out at the counter.
   *
   * @param customer the customer it belongs to
   * @param amount how much
   * @param currency of what
   * @param reference what for; may be empty
   */
  record FundsWithdrawn(long customer, long amount, Currency currency, String reference)
      implements AccountEvent {}

  /**
   * Money went to another account; that one's {@link TransferReceived} is in the same append.
   *
   * @param customer the customer it belongs to
   * @param transfer the id that both halves share
   * @param to the number of the other account
   * @param amount how much
   * @param currency of what
   * @param reference what for; may be empty
   */
  record TransferSent(
      long customer, String transfer, String to, long amount, Currency currency, String reference)
      implements AccountEvent {}

  /**
   * Money came from another account; that one's {@link TransferSent} is in the same append.
   *
   * @param customer the customer it belongs to
   * @param transfer the id that both halves share
   * @param from the number of the other account
   * @param amount how much
   * @param currency of what
   * @param reference what for; may be empty
   */
  record TransferReceived(
      long customer, String transfer, String from, long amount, Currency currency, String reference)
      implements AccountEvent {}
}
