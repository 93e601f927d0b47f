package dev.cairn.model.testkit;

import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Limits;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import java.util.Optional;
import java.util.UUID;

/** A store that leaves everything to the one behind it, for those that change one thing. */
abstract class ForwardingStore implements EventStore {

  final EventStore store;

  ForwardingStore(EventStore store) {
    this.store = store;
  }

  @Override
  public StoreId id() {
    return store.id();
  }

  @Override
  public Limits limits() {
    return store.limits();
  }

  @Override
  public boolean exactQueries() {
    return store.exactQueries();
  }

  @Override
  public Position head() {
    return store.head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return store.read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return store.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    return store.version(stream);
  }

  @Override
  public Cursor<RecordedEvent> find(UUID id) {
    return store.find(id);
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return store.streams();
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return store.find(request);
  }

  @Override
  public void close() {
    store.close();
  }
}
