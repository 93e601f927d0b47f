package dev.cairn.model.testkit;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.testkit.ForwardingReader;

/** A reader that counts the events which are read through it and how often one is begun. */
final class CountingReader extends ForwardingReader {

  private long events;
  private long reads;

  CountingReader(EventReader reader) {
    super(reader);
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
    Cursor<RecordedEvent> cursor = super.read(request);
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
}
