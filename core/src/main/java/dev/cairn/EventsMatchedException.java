package dev.cairn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event answers the query that an append forbade. */
public final class EventsMatchedException extends AppendRefusedException {

  private static final long serialVersionUID = 1L;

  private final transient Query query;
  private final transient Position after;
  private final transient @Nullable Position firstMatch;

  /**
   * Names the condition and, where the store knows it, the first event that broke it.
   *
   * @param firstMatch the position of the first match, or null where the store does not know it
   */
  public EventsMatchedException(Query query, Position after, @Nullable Position firstMatch) {
    super(
        "%s after position %s matches the append's condition; read again and decide anew"
            .formatted(
                firstMatch == null ? "an event" : "the event at position " + firstMatch, after));
    this.query = query;
    this.after = after;
    this.firstMatch = firstMatch;
  }

  /** What must not have happened. */
  public Query query() {
    return query;
  }

  /** Events up to and including this position did not count. */
  public Position after() {
    return after;
  }

  /** The first event that answers the query, where the store knows it. */
  public Optional<Position> firstMatch() {
    return Optional.ofNullable(firstMatch);
  }
}
