package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is appended reaches the bus, whatever breaks. */
final class RelayTest {

  private static final String NAME = "bus";
  private static final ProcessorOptions OPTIONS =
      Relay.options()
          .withWaits(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofSeconds(10))
          .withRetry(
              Relay.options().retry().withPauses(Duration.ofMillis(1), Duration.ofMillis(2)));

  private final ProcessorFixture fixture = new ProcessorFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Processor started(Bus bus) {
    return started(fixture, bus);
  }

  private static Processor started(ProcessorFixture of, Bus bus) {
    ProcessorSpec spec = Relay.of(NAME, Filter.everything(), of.store.id(), bus);
    Processor relay = Processor.of(of.store, spec, of.state, OPTIONS);
    relay.start();
    return relay;
  }

  private long append(int count) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = fixture.append("account-" + i % 3);
    }
    return last;
  }

  private List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last)
        .filter(position ->
            !fixture.store.event(Position.of(position)).orElseThrow().stream().isSystem())
        .boxed()
        .toList();
  }

  @Test
  void everyEventIsSentOnceInOrder() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    append(50);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, 50);
      long last = append(50);
      fixture.awaitSettled(relay, last);
      assertEquals(upTo(last), bus.positions());
      BusMessage first = bus.messages().getFirst();
      assertEquals(first.event().id() + "/account-0", first.id());
      assertEquals("1", first.event().extensions().get(CloudEvents.POSITION));
    }
  }

  @Test
  void aBusThatIsDownGetsAllWhenItReturns() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    bus.down(true);
    append(10);
    try (Processor relay = started(bus)) {
      eventually("it says so", () -> relay.status().lastError().contains("connection refused"));
      long last = append(10);
      bus.down(false);
      fixture.awaitSettled(relay, last);
      assertEquals(upTo(last), bus.positions());
    }
  }

  @Test
  void whatABusHasThatLostItsAnswerIsNotSentAgain() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    bus.losesAnswerAfter(7);
    long last = append(20);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
      assertEquals(upTo(last), bus.positions());
    }
  }

  @Test
  void aBusThatCannotTellGetsTheLastOneTwice() throws Exception {
    ScriptedBus bus = new ScriptedBus(false);
    bus.losesAnswerAfter(1);
    long last = append(3);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
      assertEquals(List.of(1L, 2L, 2L, 3L), bus.positions());
      assertEquals(bus.messages().get(1).id(), bus.messages().get(2).id());
    }
  }

  @Test
  void whatABusLostIsSentAgain() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    long last = append(20);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
      bus.losesLast(5);
      long more = append(1);
      fixture.awaitSettled(relay, more);
      assertEquals(upTo(more), bus.positions());
    }
  }

  @Test
  void whatABusLostWhileTheRelayDidNotRunIsSentAgain() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    long last = append(20);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
    }
    ScriptedBus empty = new ScriptedBus(true);
    try (Processor relay = started(empty)) {
      fixture.awaitSettled(relay, fixture.append("account-1"));
      assertEquals(upTo(fixture.store.head().sequence()), empty.positions());
    }
  }

  @Test
  void aBusThatHasWhatTheLogDoesNotIsNotTakenForOneThatHasNewEvents() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    try (ProcessorFixture lost = new ProcessorFixture()) {
      for (int i = 0; i < 20; i++) {
        var _ = lost.append("account-1");
      }
      try (Processor relay = started(lost, bus)) {
        lost.awaitSettled(relay, 20);
      }
    }
    long last = append(5); // The store as it was restored.
    try (Processor relay = started(bus)) {
      eventually("it stops", () -> relay.status().state() instanceof ProcessorState.Failed);
      ProcessorState.Failed failed =
          assertInstanceOf(ProcessorState.Failed.class, relay.status().state());
      assertInstanceOf(DestinationAheadException.class, failed.cause());
      String said = relay.status().lastError();
      assertTrue(said.contains("up to position 20"), said);
    }
    ScriptedBus empty = new ScriptedBus(true);
    try (Processor relay = started(empty)) {
      fixture.awaitSettled(relay, last);
      assertEquals(upTo(last), empty.positions());
    }
  }

  @Test
  void aPoisonMessageIsParkedAndTheOthersFlow() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    bus.refuses(2, true);
    long last = append(6);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
      assertEquals(List.of(1L, 3L, 4L, 6L), bus.positions());
      ParkedEvent parked = ProcessorControl.notes(fixture.store, NAME).parked().getFirst();
      assertTrue(parked.error().contains("too large"), parked::toString);

      bus.refuses(2, false);
      fixture.control.replay(NAME, Position.of(2));
      eventually("replayed", () -> bus.positions().equals(List.of(1L, 3L, 4L, 6L, 2L, 5L)));
      BusMessage replayed = bus.messages().get(4);
      assertTrue(replayed.isReplay());
      assertEquals(Position.of(6), replayed.reached());
      assertNotEquals(replayed.event().id() + "/account-1", replayed.id());
      assertEquals("2", replayed.event().extensions().get(CloudEvents.POSITION));
      assertTrue(bus.messages().get(5).isReplay(), "what waited comes out of its turn too");
    }
  }

  @Test
  void whatWaitedBehindAPoisonMessageIsNotLostWhereTheBusFailsThen() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    bus.refuses(2, true);
    long last = append(6);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
      bus.refuses(2, false);
      bus.breaks();
      fixture.control.replay(NAME, Position.of(2));
      eventually("both are there", () -> bus.positions().equals(List.of(1L, 3L, 4L, 6L, 2L, 5L)));
    }
  }

  @Test
  void oneThatIsResetSendsAllOnceMoreUnderOtherIds() throws Exception {
    ScriptedBus bus = new ScriptedBus(true);
    long last = append(5);
    try (Processor relay = started(bus)) {
      fixture.awaitSettled(relay, last);
      fixture.control.reset(NAME, Position.START, "a new consumer");
      eventually(
          "all again",
          () -> bus.positions().equals(List.of(1L, 2L, 3L, 4L, 5L, 1L, 2L, 3L, 4L, 5L)));
      assertEquals(10, bus.messages().stream().map(BusMessage::id).distinct().count());
      assertTrue(bus.messages().getLast().isReplay());
    }
  }
}
