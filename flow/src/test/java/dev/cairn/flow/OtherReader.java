package dev.cairn.flow;

import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Filter;
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

/**
 * Reads one store under the id of another: what a store looks like that was restored from an older
 * backup and then went another way.
 */
record OtherReader(EventReader events, StoreId id) implements EventReader {

  @Override
  public Position head() {
    return events.head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return events.read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return events.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    return events.version(stream);
  }

  @Override
  public Cursor<RecordedEvent> find(UUID eventId) {
    return events.find(eventId);
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return events.streams();
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return events.find(request);
  }

  @Override
  public void close() {
    events.close();
  }
}
