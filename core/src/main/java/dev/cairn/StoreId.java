package dev.cairn;

import java.util.UUID;

/**
 * Which store this is. Every checkpoint, snapshot and view names the store it was made from, so
 * that it is never continued on another.
 *
 * @param value made when the store was created
 */
public record StoreId(UUID value) {

  /** Returns the id with that text. */
  public static StoreId parse(String text) {
    return new StoreId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
