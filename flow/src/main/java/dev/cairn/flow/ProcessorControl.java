package dev.cairn.flow;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.WrongVersionException;
import dev.cairn.flow.ProcessorEvent.EventSkipped;
import dev.cairn.flow.ProcessorEvent.ProcessorPaused;
import dev.cairn.flow.ProcessorEvent.ProcessorReset;
import dev.cairn.flow.ProcessorEvent.ProcessorResumed;
import dev.cairn.flow.ProcessorEvent.ReplayOrdered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How operators steer processors, from any process that may append to their store: each order is an
 * event, which a running processor obeys within its poll wait, one whose destination cannot be
 * asked how far it is when that answers, and one that does not run when it is started. Thread-safe.
 */
public final class ProcessorControl {

  /** Most positions that one event of an order names; a larger order is several events. */
  public static final int ORDER_POSITIONS_MAX = 1_000;

  /** Tries to record an order while the processor records events of its own. */
  private static final int ATTEMPTS_MAX = 100;

  private final EventStore store;
  private final String by;

  private ProcessorControl(EventStore store, String by) {
    this.store = store;
    this.by = by;
  }

  /**
   * Orders of somebody.
   *
   * @param by who gives them, which is recorded
   */
  public static ProcessorControl over(EventStore store, String by) {
    return new ProcessorControl(store, by);
  }

  /** The names of all processors that a store remembers. */
  public static SortedSet<String> names(EventReader store) {
    SortedSet<String> names = new TreeSet<>();
    int prefix = ProcessorRecord.CATEGORY.length() + 1;
    try (Cursor<RecordedEvent> events =
        store.read(ReadRequest.log(Filter.category(ProcessorRecord.CATEGORY)))) {
      while (events.hasNext()) {
        String stream = events.next().stream().value();
        if (stream.length() > prefix) {
          names.add(stream.substring(prefix));
        }
      }
    }
    return names;
  }

  /** What a store remembers of a processor. */
  public static ProcessorNotes notes(EventReader store, String processor) {
    ProcessorRecord record = new ProcessorRecord(ProcessorNames.checked(processor));
    var _ = record.refresh(store);
    return ProcessorNotes.of(processor, record);
  }

  /**
   * Lets it rest after what it is at.
   *
   * @throws OrderRefusedException if it rests already, or never ran
   */
  public void pause(String processor, String reason) {
    order(
        processor,
        notes -> {
          require(notes.pause().isEmpty(), processor, "it is paused already");
          return List.of(new ProcessorPaused(given(processor, reason), by));
        });
  }

  /**
   * Lets it go on.
   *
   * @throws OrderRefusedException if it does not rest
   */
  public void resume(String processor) {
    order(
        processor,
        notes -> {
          require(notes.pause().isPresent(), processor, "it is not paused");
          return List.of(new ProcessorResumed(by));
        });
  }

  /**
   * Has one parked event handled once more.
   *
   * @throws OrderRefusedException if it is not parked, or an earlier one of its key is
   */
  public void replay(String processor, Position position) {
    order(
        processor,
        notes -> {
          ParkedEvent event = parked(notes, position);
          for (ParkedEvent other : notes.parked()) {
            boolean earlier =
                other.key().equals(event.key()) && event.position().isAfter(other.position());
            require(
                !earlier || other.isOrdered(),
                processor,
                "the event at position %s is parked too, of the same key '%s' and earlier; replay or skip that first"
                    .formatted(other.position(), other.key()));
          }
          return List.of(new ReplayOrdered(List.of(position.toString()), by));
        });
  }

  /**
   * Has those of the parked events handled once more that a filter picks, in the order of the log.
   * Of each key, those behind an earlier parked one that is not picked stay parked.
   *
   * @return how many
   */
  public int replay(String processor, Predicate<ParkedEvent> which) {
    int[] count = {0};
    order(
        processor,
        notes -> {
          List<String> picked = picked(notes, which);
          count[0] = picked.size();
          List<ProcessorEvent> orders = new ArrayList<>();
          for (int from = 0; from < picked.size(); from += ORDER_POSITIONS_MAX) {
            int to = Math.min(from + ORDER_POSITIONS_MAX, picked.size());
            orders.add(new ReplayOrdered(picked.subList(from, to), by));
          }
          return orders;
        });
    return count[0];
  }

  private static List<String> picked(ProcessorNotes notes, Predicate<ParkedEvent> which) {
    List<String> picked = new ArrayList<>();
    Set<String> blocked = new HashSet<>();
    for (ParkedEvent event : notes.parked()) {
      if (blocked.contains(event.key()) || !which.test(event)) {
        blocked.add(event.key());
      } else if (!event.isOrdered()) {
        picked.add(event.position().toString());
      }
    }
    return picked;
  }

  /**
   * Decides that an event is not to be handled: one that is parked, is tried again and again, or
   * has not come by yet.
   *
   * @throws OrderRefusedException if there is no such event, or it is skipped already
   */
  public void skip(String processor, Position position, String reason) {
    order(
        processor,
        notes -> {
          require(
              store.event(position).isPresent(),
              processor,
              "there is no event at position " + position);
          require(
              !notes.skipped().contains(position),
              processor,
              "the event at position %s is skipped already".formatted(position));
          return List.of(new EventSkipped(position.toString(), given(processor, reason), by));
        });
  }

  /**
   * Lets it begin again behind a position. What it handled behind that is handled once more, as a
   * replay; what was parked or skipped there is no longer. A view is emptied and made anew, so for
   * one the position is {@link Position#START}.
   *
   * @throws OrderRefusedException if the log has no such position, or a view cannot begin there
   */
  public void reset(String processor, Position after, String reason) {
    order(
        processor,
        notes -> {
          require(
              !after.isAfter(store.head()) && after.child() == 0,
              processor,
              "the log ends at position %s, before %s".formatted(store.head(), after));
          require(
              !notes.keepsView() || after.equals(Position.START),
              processor,
              "it keeps a view, which is made from the first event on: begin again behind 0");
          return List.of(new ProcessorReset(after.toString(), given(processor, reason), by));
        });
  }

  private static ParkedEvent parked(ProcessorNotes notes, Position position) {
    return notes.parked().stream()
        .filter(event -> event.position().equals(position))
        .findFirst()
        .orElseThrow(() ->
            new OrderRefusedException(
                notes.name(), "the event at position %s is not parked".formatted(position)));
  }

  private static String given(String processor, String reason) {
    require(!reason.isBlank(), processor, "say why; the reason is recorded");
    return reason;
  }

  private static void require(boolean holds, String processor, String otherwise) {
    if (!holds) {
      throw new OrderRefusedException(processor, otherwise);
    }
  }

  /** Nothing is recorded that does not fit what is remembered at that moment. */
  private void order(
      String processor, Function<ProcessorNotes, List<? extends ProcessorEvent>> decision) {
    ProcessorRecord record = new ProcessorRecord(ProcessorNames.checked(processor));
    for (int attempt = 1; ; attempt++) {
      var _ = record.refresh(store);
      require(record.started().isPresent(), processor, "it has never run");
      List<NewEvent> events =
          decision.apply(ProcessorNotes.of(processor, record)).stream()
              .map(ProcessorRecord::encoded)
              .toList();
      if (events.isEmpty()) {
        return;
      }
      try {
        var _ =
            store.append(
                Append.to(record.stream(), ExpectedVersion.exactly(record.version()), events));
        return;
      } catch (WrongVersionException e) {
        if (attempt == ATTEMPTS_MAX) {
          throw e;
        }
      }
    }
  }
}
