package dev.cairn.privacy;

import dev.cairn.InvalidNameException;
import java.util.regex.Pattern;

/**
 * Whom personal data are about, by an id that says nothing of the person: it stays in the log and
 * in the vault for ever, also after the erasure. So it is 1 to {@link #LENGTH_MAX} of {@code a-z},
 * {@code 0-9}, {@code _} and {@code -}, begins with one of the first two kinds, and is no number
 * that could be one of a card, an account or a telephone: more than {@link #DIGITS_MAX} digits and
 * nothing else.
 *
 * @param value the id, {@code customer-7} or a UUID
 */
public record SubjectId(String value) implements Comparable<SubjectId> {

  /** The longest id, in characters. */
  public static final int LENGTH_MAX = 64;

  /** Most digits of an id that has nothing else. */
  public static final int DIGITS_MAX = 6;

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9_-]*");

  /**
   * Checks the id.
   *
   * @throws InvalidNameException if it is none
   */
  public SubjectId {
    if (value.length() > LENGTH_MAX) {
      throw new InvalidNameException(
          "subject",
          value,
          "it has %d characters, the limit is %d".formatted(value.length(), LENGTH_MAX));
    }
    if (!FORM.matcher(value).matches()) {
      throw new InvalidNameException(
          "subject", value, "it is not of a-z, 0-9, '_' and '-', beginning with a letter or digit");
    }
    boolean number = NUMBER.matcher(value).matches();
    if (number && value.chars().filter(Character::isDigit).count() > DIGITS_MAX) {
      throw new InvalidNameException(
          "subject", value, "it is a long number, which may itself be personal; use an opaque id");
    }
  }

  /** Returns the subject of that id. */
  public static SubjectId of(String value) {
    return new SubjectId(value);
  }

  @Override
  public int compareTo(SubjectId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
