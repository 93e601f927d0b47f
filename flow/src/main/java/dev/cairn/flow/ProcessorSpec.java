package dev.cairn.flow;

import dev.cairn.Filter;
import dev.cairn.RecordedEvent;
import java.util.function.Function;

/**
 * What a processor is for: which events, kept in order by what, and who handles them. Its own
 * events and those of other processors never reach it.
 *
 * @param name 1 to 64 letters, digits, dots and underscores; its checkpoint and its memory go by it
 * @param purpose what it does with events, in a few words for operators
 * @param filter the events it takes
 * @param key events with the same key are handled in order, those with different ones at the same
 *     time; the same for an event each time
 * @param start where it begins when it runs for the first time
 * @param handlers opens the handler of each lane
 */
public record ProcessorSpec(
    String name,
    String purpose,
    Filter filter,
    Function<RecordedEvent, String> key,
    Start start,
    Handlers handlers) {

  /** Opens handlers. */
  @FunctionalInterface
  public interface Handlers {

    /**
     * The handler of a lane.
     *
     * @throws Exception if it cannot be opened; the processor fails
     */
    LaneHandler open(Lane lane) throws Exception;
  }

  /** Where a processor begins when it runs for the first time. */
  public enum Start {
    /** With the first event of the log. */
    BEGINNING,
    /** With what is appended from then on. */
    HEAD
  }

  /** Checks the name. */
  public ProcessorSpec {
    ProcessorNames.checked(name);
  }

  /** A processor of single events, in order within each stream, from the beginning of the log. */
  public static ProcessorSpec of(String name, Filter filter, EventHandler handler) {
    return new ProcessorSpec(
        name,
        "handles events",
        filter,
        event -> event.stream().value(),
        Start.BEGINNING,
        _ -> LaneHandler.of(handler));
  }

  /** The same, ordered by that key. */
  public ProcessorSpec withKey(Function<RecordedEvent, String> newKey) {
    return new ProcessorSpec(name, purpose, filter, newKey, start, handlers);
  }

  /** The same, described so. */
  public ProcessorSpec withPurpose(String words) {
    return new ProcessorSpec(name, words, filter, key, start, handlers);
  }

  /** The same, which begins there. */
  public ProcessorSpec withStart(Start newStart) {
    return new ProcessorSpec(name, purpose, filter, key, newStart, handlers);
  }
}
