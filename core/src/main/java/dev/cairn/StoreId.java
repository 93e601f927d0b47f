package dev.cairn;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which store this is. Every checkpoint, snapshot and view names the store it was made from, so
 * that it is never continued on another.
 *
 * @param value made when the store was created
 */
public record StoreId(UUID value) {

  private static final Pattern TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * Returns the id with that text, which has all its digits: the JDK reads shorter ones as well.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static StoreId parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a store id; one looks like 01234567-89ab-7cde-8f01-23456789abcd"
              .formatted(text));
    }
    return new StoreId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
