package dev.cairn.testkit;

import dev.cairn.EventStore;
import dev.cairn.Limits;

/**
 * A store that leaves everything to another, for those that change or count something. Only how
 * events are appended is theirs to say.
 */
public abstract class ForwardingStore extends ForwardingReader implements EventStore {

  private final EventStore store;

  /** Forwards to a store, which is closed with this one. */
  protected ForwardingStore(EventStore store) {
    super(store);
    this.store = store;
  }

  /** The store that it forwards to. */
  protected final EventStore store() {
    return store;
  }

  @Override
  public Limits limits() {
    return store.limits();
  }

  @Override
  public boolean exactQueries() {
    return store.exactQueries();
  }
}
