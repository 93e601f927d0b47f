package dev.cairn.bank.account;

import dev.cairn.model.Refusal;
import java.util.Currency;

/** The rules of an account, each with the facts that broke it. */
public sealed interface AccountRefusal extends Refusal {

  /**
   * There is less on the account than was asked for.
   *
   * @param balance what there is
   * @param asked what was asked for
   */
  record InsufficientFunds(Money balance, Money asked) implements AccountRefusal {

    @Override
    public String message() {
      return "The balance is %s, %s were asked for.".formatted(balance, asked);
    }
  }

  /**
   * The account is kept in another currency.
   *
   * @param account the currency of the account
   * @param asked the currency that was asked for
   */
  record CurrencyMismatch(Currency account, Currency asked) implements AccountRefusal {

    @Override
    public String message() {
      return "The account is kept in %s, the amount is in %s."
          .formatted(account.getCurrencyCode(), asked.getCurrencyCode());
    }
  }

  /** There is no such account. */
  record AccountNotOpen() implements AccountRefusal {

    @Override
    public String message() {
      return "There is no account with this number.";
    }
  }

  /** An account is opened once. */
  record AccountAlreadyOpen() implements AccountRefusal {

    @Override
    public String message() {
      return "An account with this number exists already.";
    }
  }

  /**
   * Nothing, or less, was asked for.
   *
   * @param asked what was asked for
   */
  record AmountNotPositive(Money asked) implements AccountRefusal {

    @Override
    public String message() {
      return "The amount must be greater than zero, it is %s.".formatted(asked);
    }
  }

  /**
   * The account would hold more than an amount of money can be.
   *
   * @param balance what there is
   * @param asked what would be added
   */
  record BalanceTooLarge(Money balance, Money asked) implements AccountRefusal {

    @Override
    public String message() {
      return "The balance is %s; with %s more it would exceed %s."
          .formatted(balance, asked, new Money(Money.MINOR_MAX, balance.currency()));
    }
  }

  /**
   * A transfer goes from one account to another.
   *
   * @param account the account that was named twice
   */
  record SameAccount(AccountId account) implements AccountRefusal {

    @Override
    public String message() {
      return "A transfer needs two different accounts, both are %s.".formatted(account);
    }
  }
}
