package dev.cairn.bank.account;

/**
 * A person's name in two parts, as they write it themselves: which part of a name is which cannot
 * be told from the whole. People see it as one.
 *
 * @param first all that stands before the last name; all of it where there is one name only
 * @param last the last name, or empty
 */
public record PersonName(String first, String last) {

  /** Returns the name of somebody who has one only. */
  public static PersonName of(String only) {
    return new PersonName(only, "");
  }

  /** The name for people: {@code Ada Lovelace}. */
  @Override
  public String toString() {
    return last.isEmpty() ? first : first + " " + last;
  }
}
