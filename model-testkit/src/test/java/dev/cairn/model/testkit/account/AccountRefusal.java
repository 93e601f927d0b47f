package dev.cairn.model.testkit.account;

import dev.cairn.model.Refusal;

/** The rules of an account that a command can break. */
public sealed interface AccountRefusal extends Refusal {

  /** More was asked for than there is. */
  record InsufficientFunds(long balance, long asked) implements AccountRefusal {
    @Override
    public String message() {
      return "The balance is %d, %d were asked for.".formatted(balance, asked);
    }
  }

  /** An amount is a positive number. */
  record AmountNotPositive(long amount) implements AccountRefusal {
    @Override
    public String message() {
      return "An amount is positive, not %d.".formatted(amount);
    }
  }

  /** The account is as full as it may be. */
  record BalanceTooLarge(long most) implements AccountRefusal {
    @Override
    public String message() {
      return "An account holds at most %d.".formatted(most);
    }
  }

  /** Nobody opened it yet. */
  record NotOpen() implements AccountRefusal {
    @Override
    public String message() {
      return "The account is not open.";
    }
  }

  /** It can be opened once. */
  record OpenAlready() implements AccountRefusal {
    @Override
    public String message() {
      return "The account is open already.";
    }
  }

  /** Nothing leaves a frozen account. */
  record Frozen() implements AccountRefusal {
    @Override
    public String message() {
      return "The account is frozen.";
    }
  }

  /** Only an empty account can be closed. */
  record NotEmpty(long balance) implements AccountRefusal {
    @Override
    public String message() {
      return "There are still %d in the account.".formatted(balance);
    }
  }
}
