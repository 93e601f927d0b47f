package dev.cairn.bank.account;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount of money: a whole number of the smallest unit of its currency (cents, pence, yen),
 * never a fraction. Immutable.
 *
 * @param minor how many of the smallest unit; may be zero or less, see {@link #MINOR_MAX}
 * @param currency which currency; its number of decimals is that of ISO 4217
 */
public record Money(long minor, Currency currency) {

  /**
   * The greatest number of units, above and below zero: the greatest integer that every reader of
   * JSON holds exactly (RFC 8259 §6). The sum of two such numbers fits a long.
   */
  public static final long MINOR_MAX = (1L << 53) - 1;

  /** Refuses a number beyond {@link #MINOR_MAX}. */
  public Money {
    if (!holds(minor)) {
      throw new IllegalArgumentException(
          "an amount of money is at most %d of the smallest unit, not %d"
              .formatted(MINOR_MAX, minor));
    }
  }

  /** Returns that amount of the currency with that ISO 4217 code. */
  public static Money of(long minor, String currency) {
    return new Money(minor, Currency.getInstance(currency));
  }

  /** Whether that number of units can be an amount of money. */
  public static boolean holds(long minor) {
    return -MINOR_MAX <= minor && minor <= MINOR_MAX;
  }

  /** The amount for people, with its currency in front: {@code USD 12.50}. */
  @Override
  public String toString() {
    int decimals = Math.max(0, currency.getDefaultFractionDigits());
    return "%s %s"
        .formatted(currency.getCurrencyCode(), BigDecimal.valueOf(minor, decimals).toPlainString());
  }
}
