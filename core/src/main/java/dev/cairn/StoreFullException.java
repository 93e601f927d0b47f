package dev.cairn;

/**
 * There is no space left for the append. Nothing of it is in the log and nothing was damaged;
 * appends work again when there is space.
 */
public final class StoreFullException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String place;

  /** Names the place without space. */
  public StoreFullException(String place, Throwable cause) {
    super(
        "no space left for %s; nothing was written, free some space and try again".formatted(place),
        cause);
    this.place = place;
  }

  /** The place without space. */
  public String place() {
    return place;
  }
}
