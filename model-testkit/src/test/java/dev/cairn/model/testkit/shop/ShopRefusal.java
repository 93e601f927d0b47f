package dev.cairn.model.testkit.shop;

import dev.cairn.model.Refusal;

/** Why the shop refuses. */
public sealed interface ShopRefusal extends Refusal {

  /** What is asked for does not fit what has happened. */
  record NotNow(String state) implements ShopRefusal {
    @Override
    public String message() {
      return "It is %s.".formatted(state);
    }
  }

  /** Nobody pays that much. */
  record LimitExceeded(long cents, long most) implements ShopRefusal {
    @Override
    public String message() {
      return "At most %d cents are paid at once, %d were asked for.".formatted(most, cents);
    }
  }

  /** There is not enough. */
  record OutOfStock(int there, int asked) implements ShopRefusal {
    @Override
    public String message() {
      return "There are %d, %d were asked for.".formatted(there, asked);
    }
  }

  /** The bank holds the money. */
  record RefundsBlocked() implements ShopRefusal {
    @Override
    public String message() {
      return "The bank blocks refunds.";
    }
  }
}
