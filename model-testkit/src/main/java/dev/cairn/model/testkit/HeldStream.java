package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.flow.Bus;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.ParkedEvent;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.Relay;
import dev.cairn.flow.StateFolder;
import dev.cairn.flow.WhenParked;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * A store of several streams and the relay of it, which parks one message of one stream, too large
 * for the server, and holds those behind it.
 */
final class HeldStream implements AutoCloseable {

  private static final String NAME = "bus";
  private static final int STREAMS = 7;
  private static final int BEHIND = 8;
  private static final int BYTES = 10;
  private static final StreamId HELD = StreamId.of("account", "3");
  private static final ProcessorOptions OPTIONS =
      Relay.options()
          .withLanes(BusReplayConformance.LANES)
          .withWhenParked(WhenParked.HOLD)
          .withWaits(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(10))
          .withRetry(
              Relay.options().retry().withPauses(Duration.ofMillis(5), Duration.ofMillis(100)));

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Callable<List<CloudEvent>> sent;
  private final Processor relay;

  /**
   * One whose relay runs.
   *
   * @param sent tells what the server has, lane after lane
   */
  HeldStream(Bus bus, Callable<List<CloudEvent>> sent) {
    this.sent = sent;
    this.relay =
        Processor.of(
            store,
            Relay.of(NAME, Filter.everything(), store.id(), bus),
            StateFolder.of(new MemoryDisk(), Path.of("/store")),
            OPTIONS);
    relay.start();
  }

  /** Sees that what is too large is parked, that its stream waits, and that the others do not. */
  void park(int bytes) throws Exception {
    append(2);
    Position poison = append(HELD, bytes);
    settle(append(BEHIND));
    List<ParkedEvent> parked = parked();
    assertEquals(List.of(poison), parked.stream().map(ParkedEvent::position).toList());
    assertEquals(Relay.UNDELIVERABLE_ATTEMPTS, parked.getFirst().attempts());
    Map<String, List<CloudEvent>> waiting = recorded();
    var _ = waiting.computeIfPresent(HELD.value(), (_, all) -> all.subList(0, 2));
    assertEquals(waiting, byStream(sent.call()));
  }

  /** Orders to send it, and goes on appending. */
  void replay() {
    ProcessorControl.over(store, "ann").replay(NAME, parked().getFirst().position());
    append(2);
  }

  /** Sees that everything arrives, once and in order within its stream, as the event that it is. */
  void assertAllArrives() throws Exception {
    Eventually.value("nothing is parked", this::parked, List::isEmpty);
    settle(append(1));
    assertEquals(recorded(), byStream(sent.call()));
  }

  private List<ParkedEvent> parked() {
    return ProcessorControl.notes(store, NAME).parked();
  }

  private void settle(Position last) throws InterruptedException {
    assertTrue(relay.awaitSettled(last, Eventually.WAIT_MAX), () -> relay.status().toString());
  }

  /** So many events in each stream; the position of the last. */
  private Position append(int each) {
    Position last = Position.START;
    for (int i = 0; i < each * STREAMS; i++) {
      last = append(StreamId.of("account", Integer.toString(i % STREAMS)), BYTES);
    }
    return last;
  }

  private Position append(StreamId stream, int bytes) {
    Payload data = Payload.of("application/octet-stream", new byte[bytes]);
    NewEvent event = NewEvent.of(EventType.of("Happened"), data);
    return store.append(Append.to(stream, ExpectedVersion.any(), event)).last();
  }

  private Map<String, List<CloudEvent>> recorded() {
    List<CloudEvent> all = new ArrayList<>();
    try (Cursor<RecordedEvent> events = store.read(ReadRequest.log(Filter.category("account")))) {
      events.forEachRemaining(event -> all.add(CloudEvent.of(event, store.id())));
    }
    return byStream(all);
  }

  private static Map<String, List<CloudEvent>> byStream(List<CloudEvent> events) {
    return events.stream().collect(Collectors.groupingBy(event -> String.valueOf(event.subject())));
  }

  @Override
  public void close() {
    relay.close();
    store.close();
  }
}
