package dev.cairn.bank.account;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The number of an account: ten digits that do not begin with 0.
 *
 * @param value the digits
 */
public record AccountId(String value) implements Comparable<AccountId> {

  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{9}");
  private static final RandomGenerator RANDOM = new SecureRandom();
  private static final long FIRST = 1_000_000_000L;
  private static final long COUNT = 9_000_000_000L;

  /** Checks the form. */
  public AccountId {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "an account number has ten digits, not '%s'".formatted(value));
    }
  }

  /** Whether the text has the form of an account number. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** A number that is free in all likelihood; an account that exists refuses to be opened again. */
  public static AccountId random() {
    return numbered(FIRST + RANDOM.nextLong(COUNT));
  }

  /**
   * Like {@link #random}, but the same for the same request, so that a retry means the same
   * account.
   */
  public static AccountId forRequest(String requestId) {
    UUID name = UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8));
    return numbered(FIRST + Long.remainderUnsigned(name.getLeastSignificantBits(), COUNT));
  }

  private static AccountId numbered(long number) {
    return new AccountId(String.format(Locale.ROOT, "%d", number));
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
