package dev.cairn.cli;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.ParkedEvent;
import dev.cairn.flow.ProcessorNotes;
import dev.cairn.flow.ProcessorStand;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The events that a processor has still to handle, as far as its checkpoint tells. */
final class Pending {

  private final EventReader log;
  private final ProcessorNotes notes;
  private final Optional<ProcessorStand> stand;

  Pending(EventReader log, ProcessorNotes notes, Optional<ProcessorStand> stand) {
    this.log = log;
    this.notes = notes;
    this.stand = stand;
  }

  /**
   * Visits them in order.
   *
   * @param most stops behind so many
   * @return how many there were, {@code most} at most
   */
  long each(long most, Consumer<RecordedEvent> visitor) {
    Set<Position> settled = new HashSet<>(notes.skipped());
    stand.ifPresent(at -> settled.addAll(at.ahead()));
    notes.parked().stream().map(ParkedEvent::position).forEach(settled::add);
    Filter takes = notes.takes().orElse(Filter.everything());
    Position after = stand.map(ProcessorStand::position).orElse(Position.START);
    long count = 0;
    try (Cursor<RecordedEvent> events = log.read(ReadRequest.log(takes).after(after))) {
      while (count < most && events.hasNext()) {
        RecordedEvent event = events.next();
        if (!event.stream().isSystem() && !settled.contains(event.position())) {
          count++;
          visitor.accept(event);
        }
      }
    }
    return count;
  }
}
