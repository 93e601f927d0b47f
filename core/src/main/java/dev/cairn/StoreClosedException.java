package dev.cairn;

/** The store, cursor or subscription was closed by this process. Nothing was written. */
public final class StoreClosedException extends StoreException {

  private static final long serialVersionUID = 1L;

  /** Names what is closed. */
  public StoreClosedException(String what) {
    super(what + " is closed");
  }
}
