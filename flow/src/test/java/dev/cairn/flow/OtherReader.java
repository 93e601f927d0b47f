package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.StoreId;
import dev.cairn.testkit.ForwardingReader;

/**
 * Reads one store under the id of another: what a store looks like that was restored from an older
 * backup and then went another way.
 */
final class OtherReader extends ForwardingReader {

  private final StoreId id;

  OtherReader(EventReader events, StoreId id) {
    super(events);
    this.id = id;
  }

  @Override
  public StoreId id() {
    return id;
  }
}
