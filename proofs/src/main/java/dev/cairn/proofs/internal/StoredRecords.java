package dev.cairn.proofs.internal;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.LimitExceededException;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.LogLine;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.HashReader;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.RecordChain;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Records of events, made again of their lines and of the leaf hashes that are kept. Whether they
 * are those that were signed is for the caller to see. Not safe for use by several threads.
 */
public final class StoredRecords {

  /** Streams whose last leaf is remembered while records are made; a power of two. */
  private static final int STREAMS_MAX = 256;

  private final EventReader log;
  private final HashReader leaves;

  /** Of the events of a log, with the leaves that this reader holds. */
  public StoredRecords(EventReader log, HashReader leaves) {
    this.log = log;
    this.leaves = leaves;
  }

  /** Those of the events from a position on. */
  public List<LeafRecord> ofLog(long first, int count) {
    return records(ReadRequest.all().after(Position.of(first - 1)).limit(count), count);
  }

  /**
   * Those of the events of a stream between two versions that it has, both included.
   *
   * @throws LimitExceededException if they are too many for a chain
   */
  public List<LeafRecord> ofStream(StreamId stream, long from, long to) {
    LimitExceededException.check(
        "events of a stream in one proof", to - from + 1, RecordChain.MOST_RECORDS);
    int count = (int) (to - from + 1);
    return records(
        ReadRequest.stream(stream).from(Version.of(from)).to(Version.of(to)).limit(count), count);
  }

  private List<LeafRecord> records(ReadRequest request, int count) {
    LeafHashes hashes = new LeafHashes(STREAMS_MAX, this::earlier);
    List<LeafRecord> records = new ArrayList<>(count);
    try (Cursor<RecordedEvent> events = log.read(request)) {
      while (events.hasNext()) {
        var _ = hashes.next(line(events.next()));
        records.add(LeafRecord.parse(hashes.record()));
      }
    }
    if (records.size() != count) {
      throw new NoSuchElementException(
          "the log has %d of %d events for %s".formatted(records.size(), count, request));
    }
    return records;
  }

  private static LogLine line(RecordedEvent event) {
    if (event instanceof LogLine line) {
      return line;
    }
    throw new IllegalArgumentException("a tree is of a log, not of a " + event.getClass());
  }

  private Hash earlier(StreamId stream, long version) {
    return leaves.hash(0, position(stream, version) - 1);
  }

  /** Where the event of a stream lies that has this version, which it has. */
  public long position(StreamId stream, long version) {
    Version only = Version.of(version);
    try (Cursor<RecordedEvent> found = log.read(ReadRequest.stream(stream).from(only).to(only))) {
      return found.next().position().sequence();
    }
  }
}
