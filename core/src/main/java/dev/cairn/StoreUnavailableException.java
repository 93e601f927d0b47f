package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The store's files cannot be reached or changed: a missing right, a read-only disk, an I/O error.
 */
public final class StoreUnavailableException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String place;

  /**
   * Names the place and the reason.
   *
   * @param reason what went wrong, as the end of a sentence
   */
  public StoreUnavailableException(String place, String reason, @Nullable Throwable cause) {
    super("cannot use %s: %s".formatted(place, reason), cause);
    this.place = place;
  }

  /** The file or folder. */
  public String place() {
    return place;
  }
}
