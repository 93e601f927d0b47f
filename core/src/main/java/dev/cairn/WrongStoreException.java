package dev.cairn;

/** Something made from one store was used with another, or is ahead of the store it names. */
public final class WrongStoreException extends StoreException {

  private static final long serialVersionUID = 1L;

  /**
   * Names what does not belong.
   *
   * @param what a checkpoint, a view, a snapshot: what was made from a store
   * @param fault why it does not belong to this one, as the end of a sentence
   */
  public WrongStoreException(String what, String fault) {
    super(
        "%s does not belong to this store: %s; delete it and it is made anew, or open its own store"
            .formatted(what, fault));
  }
}
