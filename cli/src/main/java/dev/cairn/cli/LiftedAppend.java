package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.RequestKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An append of an old store as it is made in the new one.
 *
 * @param events what became of its events, in their order
 * @param time when it was recorded
 * @param request the request whose effect it was
 */
record LiftedAppend(List<Event> events, Instant time, Optional<RequestKey> request) {

  /**
   * What became of an event.
   *
   * @param position where it was
   * @param isLifted whether a step led to what it is now
   * @param entries the events it is now: none, itself, or several
   */
  record Event(long position, boolean isLifted, List<Append.Entry> entries) {

    Event {
      entries = List.copyOf(entries);
    }
  }

  LiftedAppend {
    events = List.copyOf(events);
  }

  /** The position of its first event. */
  long position() {
    return events.getFirst().position();
  }

  /** The new events. */
  List<Append.Entry> entries() {
    return events.stream().flatMap(event -> event.entries().stream()).toList();
  }

  /** The append, for the request that it was made for. */
  Append append() {
    Append plain = Append.of(entries());
    return request.map(plain::forRequest).orElse(plain);
  }
}
