package dev.cairn;

/**
 * An earlier error on the write path stopped all writing until the store is opened again; reads of
 * durable events go on. An append that was under way when it happened may or may not be durable:
 * its events, if they are, show once the store is open again.
 */
public final class StoreFailedException extends StoreException {

  private static final long serialVersionUID = 1L;

  /** Names the first cause. */
  public StoreFailedException(Throwable cause) {
    super(
        "writing stopped after an error on the disk: %s; check the disk, then open the store again"
            .formatted(cause.getMessage()),
        cause);
  }
}
