package dev.cairn;

/** There is no store where one should be read. */
public final class MissingStoreException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String place;

  /** Names the place that was looked at. */
  public MissingStoreException(String place) {
    super("no store at %s; an append makes one".formatted(place));
    this.place = place;
  }

  /** The place that was looked at. */
  public String place() {
    return place;
  }
}
