package dev.cairn.model.testkit;

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

/** A reader that counts the events which are read through it and how often one is begun. */
final class CountingReader implements EventReader {

  private final EventReader reader;
  private long events;
  private long reads;

  CountingReader(EventReader reader) {
    this.reader = reader;
  }

  /** How many events were read since this was last asked. */
  long events() {
    long counted = events;
    events = 0;
    return counted;
  }

  /** How many reads were begun since this was last asked. */
  long reads() {
    long counted = reads;
    reads = 0;
    return counted;
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    reads++;
    Cursor<RecordedEvent> cursor = reader.read(request);
    return new Cursor<>() {
      @Override
      public boolean hasNext() {
        return cursor.hasNext();
      }

      @Override
      public RecordedEvent next() {
        events++;
        return cursor.next();
      }

      @Override
      public void close() {
        cursor.close();
      }
    };
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
