package dev.cairn.model;

import dev.cairn.AppendCondition.FailIfEventsMatch;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.StreamId;
import java.util.ArrayList;
import java.util.List;

/**
 * A command for one aggregate, with what else must hold when its events are recorded.
 *
 * @param type the kind of aggregate
 * @param id which one
 * @param command what is asked for
 * @param checked whether the version is checked although the command emits nothing
 * @param conditions what must not have happened anywhere
 * @param <C> the commands
 * @param <S> the state
 * @param <E> the events
 */
public record Step<C, S, E>(
    AggregateType<C, S, E> type,
    String id,
    C command,
    boolean checked,
    List<FailIfEventsMatch> conditions) {

  /** Copies the list. */
  public Step {
    conditions = List.copyOf(conditions);
  }

  /** A command for the aggregate with that id. */
  public static <C, S, E> Step<C, S, E> of(AggregateType<C, S, E> type, String id, C command) {
    return new Step<>(type, id, command, false, List.of());
  }

  /**
   * The same, and an answer without events is given only if the aggregate was still at the version
   * it was decided on. Without this such an answer is true of the moment the aggregate was read.
   */
  public Step<C, S, E> withVersionChecked() {
    return new Step<>(type, id, command, true, conditions);
  }

  /**
   * The same, unless an event behind that position answers the query: for facts that the caller
   * read elsewhere and put into the command. Its failure is not retried, as only the caller can
   * read them again.
   */
  public Step<C, S, E> failIfEventsMatch(Query query, Position after) {
    List<FailIfEventsMatch> more = new ArrayList<>(conditions);
    more.add(new FailIfEventsMatch(query, after));
    return new Step<>(type, id, command, checked, more);
  }

  /** The stream of the aggregate. */
  public StreamId stream() {
    return type.stream(id);
  }
}
