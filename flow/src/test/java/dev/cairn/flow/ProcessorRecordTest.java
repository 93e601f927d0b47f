package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.flow.ProcessorEvent.EventParked;
import dev.cairn.flow.ProcessorEvent.EventSkipped;
import dev.cairn.flow.ProcessorEvent.ParkedEventHandled;
import dev.cairn.flow.ProcessorEvent.ProcessorReset;
import dev.cairn.flow.ProcessorEvent.ProcessorStarted;
import dev.cairn.flow.ProcessorEvent.ReplayOrdered;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a store remembers of a processor, from the events that come one after the other. */
final class ProcessorRecordTest {

  private final ProcessorFixture fixture = new ProcessorFixture();
  private final ProcessorRecord record = new ProcessorRecord(ProcessorFixture.NAME);

  @AfterEach
  void close() {
    fixture.close();
  }

  private void happened(ProcessorEvent... events) {
    ProcessorRecord.append(fixture.store, ProcessorFixture.NAME, List.of(events));
    assertTrue(record.refresh(fixture.store));
    assertFalse(record.refresh(fixture.store), "what was read is not read again");
  }

  private static EventParked parked(int position) {
    return new EventParked(at(position), new UUID(0, position), "a", "Happened", "a", 3, "poison");
  }

  private static String at(int position) {
    return Position.of(position).toString();
  }

  private Set<Position> parked() {
    return record.parked().keySet();
  }

  @Test
  void whatIsParkedBetweenAnOrderToResetAndTheBeginningIsHandledAnew() {
    happened(new ProcessorStarted(at(0)), parked(1), parked(2));
    happened(new ProcessorReset(at(1), "wiped", "ann"));
    assertEquals(Set.of(Position.of(1)), parked());
    happened(parked(3), parked(2), new ReplayOrdered(List.of(at(3)), "ann"));
    assertEquals(Set.of(Position.of(3)), record.orders().keySet());
    happened(new ProcessorStarted(at(1)));
    assertEquals(Set.of(Position.of(1)), parked(), "what is behind the place is as before");
    assertEquals(Set.of(), record.orders().keySet());
    assertEquals(Optional.empty(), record.reset());
    assertEquals(Optional.of(Position.of(1)), record.started());
  }

  @Test
  void whatIsParkedAfterTheBeginningStays() {
    happened(
        new ProcessorStarted(at(0)),
        new ProcessorReset(at(0), "wiped", "ann"),
        new ProcessorStarted(at(0)),
        parked(2));
    assertEquals(Set.of(Position.of(2)), parked());
    happened(new ParkedEventHandled(at(2)));
    assertEquals(Set.of(), parked());
  }

  @Test
  void theLatestOfTwoOrdersToResetCounts() {
    happened(
        new ProcessorStarted(at(0)),
        new ProcessorReset(at(1), "wiped", "ann"),
        new ProcessorReset(at(2), "no, from there", "ann"),
        parked(2),
        parked(3));
    assertEquals(Optional.of(Position.of(2)), record.reset().map(ProcessorRecord.Reset::after));
    happened(new ProcessorStarted(at(2)));
    assertEquals(Set.of(Position.of(2)), parked());
  }

  @Test
  void whatIsSkippedAfterAnOrderToResetStaysSkipped() {
    happened(
        new ProcessorStarted(at(0)),
        new EventSkipped(at(2), "test data", "ann"),
        new ProcessorReset(at(0), "wiped", "ann"));
    assertEquals(Set.of(), record.skipped(), "it is handled anew");
    happened(new EventSkipped(at(3), "not again", "ann"), new ProcessorStarted(at(0)));
    assertEquals(Set.of(Position.of(3)), record.skipped());
  }
}
