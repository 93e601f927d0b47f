package dev.cairn.cli;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the events that bear an id, or the one at a position. */
@Command(
    name = "get",
    description =
        "Show the events that bear an id (one in each stream at most), or the one at a position.")
final class GetCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The event's id, a UUID.")
  private @Nullable String id;

  @Option(names = "--position", paramLabel = "N", description = "The event at this position.")
  private @Nullable String position;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  GetCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if ((id == null) == (position == null)) {
      throw CommandException.usage("get needs either an ID or --position N");
    }
    List<RecordedEvent> events = id == null ? at(String.valueOf(position)) : bearing(id);
    Printer<RecordedEvent> printer = new Printer<>(new EventView(), output.format, ledger.out());
    events.forEach(printer::print);
    printer.end();
    return Exit.OK;
  }

  private List<RecordedEvent> bearing(String text) {
    UUID wanted = uuid("ID", text);
    try (EventReader reader = ledger.openForReading();
        Cursor<RecordedEvent> events = reader.find(wanted)) {
      return found(events.toList(), "with the id " + wanted);
    }
  }

  private List<RecordedEvent> at(String text) {
    Position wanted = SelectionOptions.position("--position", text);
    try (EventReader reader = ledger.openForReading()) {
      return found(reader.event(wanted).stream().toList(), "at position " + wanted);
    }
  }

  private List<RecordedEvent> found(List<RecordedEvent> events, String what) {
    if (events.isEmpty()) {
      throw CommandException.notFound("no event %s in %s".formatted(what, ledger.folder()));
    }
    return events;
  }

  /** Java's own parser also takes shorter forms and makes another id of them. */
  static UUID uuid(String option, String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Answered below, like the shorter forms.
    }
    throw CommandException.usage(
        "%s: '%s' is not an event id; one looks like 0199c2f1-6a4e-7c3d-9b1e-2f5a8d7c6b4a"
            .formatted(option, text));
  }
}
