package dev.cairn.flow;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.flow.ProcessorEvent.EventParked;
import dev.cairn.flow.ProcessorEvent.EventSkipped;
import dev.cairn.flow.ProcessorEvent.ParkedEventHandled;
import dev.cairn.flow.ProcessorEvent.ProcessorDescribed;
import dev.cairn.flow.ProcessorEvent.ProcessorPaused;
import dev.cairn.flow.ProcessorEvent.ProcessorReset;
import dev.cairn.flow.ProcessorEvent.ProcessorResumed;
import dev.cairn.flow.ProcessorEvent.ProcessorStarted;
import dev.cairn.flow.ProcessorEvent.ReplayOrdered;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the store remembers of a processor: its {@link ProcessorEvent}s, folded as they come. Used
 * by one thread.
 */
final class ProcessorRecord {

  /** The category of the streams that hold it. */
  static final String CATEGORY = "$processor";

  static final JsonCodec<ProcessorEvent> CODEC = JsonCodec.forSealed(ProcessorEvent.class);

  /**
   * An order to begin again.
   *
   * @param id the id of the event that gave it
   * @param after behind this position
   */
  record Reset(UUID id, Position after) {}

  /**
   * An order about a parked event.
   *
   * @param id the id of the event that gave it
   * @param skips whether it is to be passed over; else it is to be handled once more
   */
  record Order(UUID id, boolean skips) {}

  private final String name;
  private final NavigableMap<Position, ParkedEvent> parked = new TreeMap<>();
  private final NavigableMap<Position, Order> orders = new TreeMap<>();
  private final NavigableSet<Position> skipped = new TreeSet<>();
  private @Nullable Position started;
  private @Nullable Reset reset;
  private @Nullable String pause;
  private ProcessorDescribed description = new ProcessorDescribed("", "", "");
  private Version version = Version.NONE;

  /** Of a processor or projector of that name; nothing is read yet. */
  ProcessorRecord(String name) {
    this.name = name;
  }

  private static StreamId stream(String name) {
    return StreamId.of(CATEGORY, name);
  }

  /** Adds to what a store remembers of a processor; durable when this returns. */
  static void append(EventStore store, String name, List<? extends ProcessorEvent> events) {
    List<NewEvent> encoded = new ArrayList<>();
    for (ProcessorEvent event : events) {
      encoded.add(encoded(event));
    }
    var _ = store.append(Append.to(stream(name), ExpectedVersion.any(), encoded));
  }

  static NewEvent encoded(ProcessorEvent event) {
    EncodedEvent form = CODEC.encode(event);
    EventType type = form.type();
    return NewEvent.of(type, form.data()).withSchema(form.schema()).withMetadata(Payload.none());
  }

  /** Reads what came since the last call; whether there was anything. */
  boolean refresh(EventReader store) {
    Version before = version;
    StreamId stream = stream();
    if (!store.version(stream).equals(version)) {
      try (Cursor<RecordedEvent> events =
          store.read(ReadRequest.stream(stream).from(new Version(version.number() + 1)))) {
        while (events.hasNext()) {
          RecordedEvent event = events.next();
          CODEC.decode(EncodedEvent.of(event)).forEach(known -> apply(known, event.id()));
          version = event.version();
        }
      }
    }
    return !version.equals(before);
  }

  private void apply(ProcessorEvent event, UUID id) {
    switch (event) {
      case ProcessorStarted(String after) -> start(Position.parse(after));
      case ProcessorDescribed now -> description = now;
      case EventParked parking -> park(parking);
      case ParkedEventHandled(String position) -> forget(Position.parse(position));
      case ReplayOrdered order -> order(order, id);
      case EventSkipped skip -> skip(Position.parse(skip.position()), id);
      case ProcessorPaused pausing -> pause = pausing.reason();
      case ProcessorResumed _ -> pause = null;
      case ProcessorReset order -> reset(new Reset(id, Position.parse(order.after())));
    }
  }

  /** What lanes parked between an order to begin again and the beginning is handled anew too. */
  private void start(Position after) {
    if (reset != null) {
      forgetBehind(reset.after());
    }
    started = after;
    reset = null;
  }

  private void forgetBehind(Position after) {
    parked.tailMap(after, false).clear();
    orders.tailMap(after, false).clear();
  }

  private void park(EventParked parking) {
    Position position = Position.parse(parking.position());
    parked.merge(position, ParkedEvent.of(parking), (known, _) -> known.again(parking));
    orders.remove(position);
  }

  private void forget(Position position) {
    parked.remove(position);
    orders.remove(position);
  }

  private void order(ReplayOrdered order, UUID id) {
    order.positions().forEach(position -> order(Position.parse(position), new Order(id, false)));
  }

  private void order(Position position, Order order) {
    if (parked.computeIfPresent(position, (_, event) -> event.ordered(true)) != null) {
      orders.put(position, order);
    }
  }

  /** One that is parked stays so until what waits behind it was handled. */
  private void skip(Position position, UUID id) {
    skipped.add(position);
    order(position, new Order(id, true));
  }

  /** What is handled anew is parked and skipped anew. */
  private void reset(Reset order) {
    forgetBehind(order.after());
    skipped.tailSet(order.after(), false).clear();
    reset = order;
  }

  String name() {
    return name;
  }

  StreamId stream() {
    return stream(name);
  }

  Version version() {
    return version;
  }

  /** Behind which position it began; empty if it never ran. */
  Optional<Position> started() {
    return Optional.ofNullable(started);
  }

  /** What it said that it is for; empty texts if it never did. */
  ProcessorDescribed description() {
    return description;
  }

  /** Why it rests; empty if it does not. */
  Optional<String> pause() {
    return Optional.ofNullable(pause);
  }

  /** What was put aside, by position. The view changes with the next refresh. */
  NavigableMap<Position, ParkedEvent> parked() {
    return parked;
  }

  /** Positions of events that are not to be handled. */
  NavigableSet<Position> skipped() {
    return skipped;
  }

  /** Orders about parked events, by position, that were not obeyed yet. */
  NavigableMap<Position, Order> orders() {
    return orders;
  }

  /** The latest order to begin again, if it was not obeyed yet. */
  Optional<Reset> reset() {
    return Optional.ofNullable(reset);
  }
}
