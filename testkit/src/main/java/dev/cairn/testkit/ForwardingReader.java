package dev.cairn.testkit;

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

/** A reader that leaves everything to another, for those that change or count something. */
public abstract class ForwardingReader implements EventReader {

  private final EventReader reader;

  /** Forwards to a reader, which is closed with this one. */
  protected ForwardingReader(EventReader reader) {
    this.reader = reader;
  }

  @Override
  public StoreId id() {
    return reader.id();
  }

  @Override
  public Position head() {
    return reader.head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return reader.read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return reader.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    return reader.version(stream);
  }

  @Override
  public Cursor<RecordedEvent> find(UUID id) {
    return reader.find(id);
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return reader.streams();
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return reader.find(request);
  }

  @Override
  public void close() {
    reader.close();
  }
}
