package dev.cairn.cli;

import dev.cairn.AsOf;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for. The store answers the part that narrows the most; {@link #covers}
 * judges the rest.
 *
 * @param stream one stream, or null for all
 * @param category one category, or null for all
 * @param types any of these; empty means every type
 * @param tags all of these
 * @param after only events behind this position
 * @param upTo only events up to this position, or null
 * @param since only events of this moment or later, or null
 * @param until only events of this moment or earlier, or null
 * @param backwards newest first
 */
record Selection(
    @Nullable StreamId stream,
    @Nullable String category,
    Set<EventType> types,
    Set<Tag> tags,
    Position after,
    @Nullable Position upTo,
    @Nullable Instant since,
    @Nullable Instant until,
    boolean backwards) {

  Selection {
    types = Set.copyOf(types);
    tags = Set.copyOf(tags);
  }

  /** What the store is asked for: every event that is covered, and possibly others. */
  private ReadRequest request() {
    AsOf asOf = asOf();
    if (stream != null) {
      ReadRequest.OfStream request = ReadRequest.stream(stream).asOf(asOf);
      return backwards ? request.backwards() : request;
    }
    ReadRequest.OfLog request = ReadRequest.log(filter()).after(after).asOf(asOf);
    return backwards ? request.backwards() : request;
  }

  private AsOf asOf() {
    if (upTo != null) {
      return AsOf.position(upTo);
    }
    return until == null ? AsOf.now() : AsOf.time(until);
  }

  /** Is given events. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {

    /** Takes the next one. */
    void visit(RecordedEvent event) throws E;
  }

  /** Hands over what is covered, in order, as of this moment. */
  <E extends Exception> void visit(EventReader reader, long limit, Visitor<E> visitor) throws E {
    try (Cursor<RecordedEvent> events = reader.read(request())) {
      long left = limit;
      while (left > 0 && events.hasNext()) {
        RecordedEvent event = events.next();
        if (endsBefore(event)) {
          return;
        }
        if (covers(event)) {
          visitor.visit(event);
          left--;
        }
      }
    }
  }

  /** Like {@link #request}, for following the log. */
  Filter filter() {
    if (stream != null) {
      return Filter.stream(stream);
    }
    if (!types.isEmpty() || !tags.isEmpty()) {
      return Filter.matching(Query.of(types, tags));
    }
    return category == null ? Filter.everything() : Filter.category(category);
  }

  boolean covers(RecordedEvent event) {
    return (stream == null || event.stream().equals(stream))
        && (category == null || event.stream().category().equals(category))
        && (types.isEmpty() || types.contains(event.type()))
        && event.tags().containsAll(tags)
        && event.position().isAfter(after)
        && (upTo == null || !event.position().isAfter(upTo))
        && (since == null || !event.timestamp().isBefore(since))
        && (until == null || !event.timestamp().isAfter(until));
  }

  /** Whether no event that the store delivers after this one is covered. */
  private boolean endsBefore(RecordedEvent event) {
    return backwards
        && (!event.position().isAfter(after)
            || (since != null && event.timestamp().isBefore(since)));
  }
}
