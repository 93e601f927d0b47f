package dev.cairn.model.testkit.shop;

/** What {@link Expiry} remembers. */
public sealed interface ExpiryEvent {

  /** An order waits to be taken. */
  record OrderAwaited(String order) implements ExpiryEvent {}
}
