package dev.cairn.cli;

import dev.cairn.AsOf;
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
    @Nullable Instant since,
    @Nullable Instant until,
    boolean backwards) {

  Selection {
    types = Set.copyOf(types);
    tags = Set.copyOf(tags);
  }

  /** What the store is asked for: every event that is covered, and possibly others. */
  ReadRequest request() {
    AsOf asOf = until == null ? AsOf.now() : AsOf.time(until);
    if (stream != null) {
      ReadRequest.OfStream request = ReadRequest.stream(stream).asOf(asOf);
      return backwards ? request.backwards() : request;
    }
    ReadRequest.OfLog request = ReadRequest.log(filter()).after(after).asOf(asOf);
    return backwards ? request.backwards() : request;
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
        && (since == null || !event.timestamp().isBefore(since))
        && (until == null || !event.timestamp().isAfter(until));
  }

  /** Whether no event that the store delivers after this one is covered. */
  boolean endsBefore(RecordedEvent event) {
    return backwards
        && (!event.position().isAfter(after)
            || (since != null && event.timestamp().isBefore(since)));
  }
}
