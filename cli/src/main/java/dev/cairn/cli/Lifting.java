package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.EventRecord;
import dev.cairn.InvalidInputException;
import dev.cairn.Limits;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.Version;
import dev.cairn.model.UnreadableEventException;
import dev.cairn.model.Upcasters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the events of a new store out of those of an old one. The same events give the same.
 *
 * @param upcasters the steps
 * @param limits what the new store takes
 */
record Lifting(Upcasters upcasters, Limits limits) {

  /** What an event says of where it was, in its metadata. */
  static final String ORIGIN = "migrated_from";

  /** Lifts the lines of one append. */
  LiftedAppend lifted(List<ImportLine> append) {
    List<LiftedAppend.Event> events = append.stream().map(this::lifted).toList();
    ImportLine first = append.getFirst();
    LiftedAppend lifted = new LiftedAppend(events, first.timestamp(), first.request());
    if (!lifted.entries().isEmpty()) {
      try {
        limits.check(lifted.append());
      } catch (InvalidInputException e) {
        throw refused(
            "lifted, the append at position %d is refused: %s"
                .formatted(first.position(), e.getMessage()));
      }
    }
    return lifted;
  }

  private LiftedAppend.Event lifted(ImportLine line) {
    NewEvent event = line.event();
    List<RecordedEvent> lifted;
    try {
      lifted = upcasters.lift(recorded(line));
    } catch (UnreadableEventException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    List<Append.Entry> entries = new ArrayList<>();
    for (RecordedEvent one : lifted) {
      NewEvent made =
          new NewEvent(
              one.id(),
              one.type(),
              one.schema(),
              event.tags(),
              one.data(),
              noted(line, entries.size() + 1, lifted.size()));
      entries.add(new Append.Entry(line.stream(), made));
    }
    return new LiftedAppend.Event(
        line.position(), upcasters.lifts(event.type(), event.schema()), entries);
  }

  private static RecordedEvent recorded(ImportLine line) {
    NewEvent event = line.event();
    return new EventRecord(
        Position.of(line.position()),
        line.stream(),
        Version.of(line.version()),
        event.id(),
        event.type(),
        event.schema(),
        line.timestamp(),
        event.tags(),
        event.data(),
        event.metadata());
  }

  /** Metadata that have no room for the note stay as they are; the file of the mapping tells it. */
  private Payload noted(ImportLine line, int part, int parts) {
    Payload metadata = line.event().metadata();
    String note =
        "{\"position\":%d,\"version\":%d%s}"
            .formatted(
                line.position(),
                line.version(),
                parts == 1 ? "" : ",\"part\":[%d,%d]".formatted(part, parts));
    Optional<Payload> noted;
    try {
      noted = MetadataNote.added(metadata, ORIGIN, note);
    } catch (InvalidInputException e) {
      return metadata;
    }
    return noted.filter(more -> more.size() <= limits.metadataBytesMax()).orElse(metadata);
  }

  private static CommandException refused(String reason) {
    return CommandException.withExit(Exit.REFUSED, "migrate: " + reason);
  }
}
