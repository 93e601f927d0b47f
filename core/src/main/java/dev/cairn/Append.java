package dev.cairn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One atomic append: events, in order, to one or several streams, under conditions. All events are
 * recorded or none. Without events it only checks its conditions.
 *
 * <p>Made like a sentence: {@code Append.to(from, exactly(v1), debit).and(to, exactly(v2),
 * credit)}. Immutable.
 */
public final class Append {

  /**
   * An event and the stream it goes to.
   *
   * @param stream the stream
   * @param event the event
   */
  public record Entry(StreamId stream, NewEvent event) {}

  /** Most conditions of one append. */
  public static final int CONDITIONS_MAX = 1_000;

  private static final Append NOTHING = new Append(List.of(), List.of(), null);

  private final List<Entry> entries;
  private final List<AppendCondition> conditions;
  private final @Nullable RequestKey request;

  private Append(
      List<Entry> entries, List<AppendCondition> conditions, @Nullable RequestKey request) {
    LimitExceededException.check("conditions of an append", conditions.size(), CONDITIONS_MAX);
    this.entries = List.copyOf(entries);
    this.conditions = List.copyOf(conditions);
    this.request = request;
  }

  /** An append of these entries without conditions. */
  public static Append of(List<Entry> entries) {
    return new Append(entries, List.of(), null);
  }

  /** An append to one stream. */
  public static Append to(StreamId stream, ExpectedVersion expected, NewEvent... events) {
    return to(stream, expected, List.of(events));
  }

  /** An append to one stream. */
  public static Append to(StreamId stream, ExpectedVersion expected, List<NewEvent> events) {
    return NOTHING.and(stream, expected, events);
  }

  /** The same and, in the same commit, these events to another stream. */
  public Append and(StreamId stream, ExpectedVersion expected, NewEvent... events) {
    return and(stream, expected, List.of(events));
  }

  /** The same and, in the same commit, these events to another stream. */
  public Append and(StreamId stream, ExpectedVersion expected, List<NewEvent> events) {
    List<Entry> more = new ArrayList<>(entries.size() + events.size());
    more.addAll(entries);
    for (NewEvent event : events) {
      more.add(new Entry(stream, event));
    }
    return expected instanceof ExpectedVersion.Any
        ? new Append(more, conditions, request)
        : new Append(more, with(new AppendCondition.StreamVersion(stream, expected)), request);
  }

  /** The same under one more condition. */
  public Append under(AppendCondition condition) {
    return new Append(entries, with(condition), request);
  }

  private List<AppendCondition> with(AppendCondition condition) {
    if (conditions.isEmpty()) {
      return List.of(condition);
    }
    List<AppendCondition> more = new ArrayList<>(conditions);
    more.add(condition);
    return more;
  }

  /** The same, unless an event behind that position answers the query. */
  public Append failIfEventsMatch(Query query, Position after) {
    return under(new AppendCondition.FailIfEventsMatch(query, after));
  }

  /** The same as the effect of a request: a retry changes nothing. Needs at least one event. */
  public Append forRequest(RequestKey key) {
    return new Append(entries, conditions, key);
  }

  /** The events, in the order they are to be recorded. */
  public List<Entry> entries() {
    return entries;
  }

  /** What must hold. */
  public List<AppendCondition> conditions() {
    return conditions;
  }

  /** The request whose effect this is, if it is one. */
  public Optional<RequestKey> request() {
    return Optional.ofNullable(request);
  }
}
