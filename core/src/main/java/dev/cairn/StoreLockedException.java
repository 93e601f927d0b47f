package dev.cairn;

/** Somebody else is writing to the store and did not let go of it in time. */
public final class StoreLockedException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String place;
  private final String owner;

  /**
   * Names the store and who holds it.
   *
   * @param owner who holds the lock, in words: process id, host, since when
   */
  public StoreLockedException(String place, String owner) {
    super("the store %s is held by %s; wait for it or stop it".formatted(place, owner));
    this.place = place;
    this.owner = owner;
  }

  /** The store. */
  public String place() {
    return place;
  }

  /** Who holds it, in words. */
  public String owner() {
    return owner;
  }
}
