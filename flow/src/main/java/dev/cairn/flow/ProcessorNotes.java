package dev.cairn.flow;

import dev.cairn.Filter;
import dev.cairn.Position;
import java.util.List;
import java.util.Optional;

/**
 * What a store remembers of a processor.
 *
 * @param name its name
 * @param purpose what it does with events, in words; empty if it never said so
 * @param keepsView whether it is a projector, which parks nothing: an event that cannot be applied
 *     stops it
 * @param takes the events it takes; empty if it never said so, or by a query
 * @param started behind which position it began, or began again; empty if it never ran
 * @param pause why it rests; empty if it does not
 * @param parked what was put aside, in the order of the log
 * @param skipped positions of events that are not to be handled, in order
 * @param resetAfter behind which position it is to begin again, if that was ordered and not obeyed
 */
public record ProcessorNotes(
    String name,
    String purpose,
    boolean keepsView,
    Optional<Filter> takes,
    Optional<Position> started,
    Optional<String> pause,
    List<ParkedEvent> parked,
    List<Position> skipped,
    Optional<Position> resetAfter) {

  /** Copies the lists. */
  public ProcessorNotes {
    parked = List.copyOf(parked);
    skipped = List.copyOf(skipped);
  }

  static ProcessorNotes of(String name, ProcessorRecord record) {
    return new ProcessorNotes(
        name,
        record.description().purpose(),
        record.description().whenParked().equals(ProcessorEvent.STOPS),
        Takes.filter(record.description().takes()),
        record.started(),
        record.pause(),
        List.copyOf(record.parked().values()),
        List.copyOf(record.skipped()),
        record.reset().map(ProcessorRecord.Reset::after));
  }
}
