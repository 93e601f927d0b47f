package dev.cairn.flow.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.LimitExceededException;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.flow.Delivery;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Commands;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.Refusal;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SagaLimitsTest {

  /** An event, and a command. */
  public record Knock(String door) {}

  private record Shut() implements Refusal {
    @Override
    public String message() {
      return "It is shut.";
    }
  }

  private static final class Door implements Decider<Knock, String, Knock> {
    @Override
    public String initialState() {
      return "shut";
    }

    @Override
    public Decision<Knock> decide(Knock command, String state) {
      return Decision.refused(new Shut());
    }

    @Override
    public String evolve(String state, Knock event) {
      return state;
    }
  }

  private static final JsonCodec<Knock> KNOCKS = JsonCodec.forSealed(Knock.class);
  private static final AggregateType<Knock, String, Knock> DOOR =
      AggregateType.of("door", new Door(), KNOCKS);
  private static final Receiver<Knock> DOORS = Receiver.of(DOOR, KNOCKS);

  /** Knocks again whenever nobody opens. */
  private static final class Impatient implements Saga<Knock, String, Knock> {
    @Override
    public String initialState() {
      return "";
    }

    @Override
    public Reaction<Knock> react(String state, Trigger<Knock> trigger) {
      return Reaction.<Knock>nothing().send("knock", DOORS, "1", new Knock("1"));
    }

    @Override
    public String evolve(String state, Knock event) {
      return state;
    }
  }

  private final InMemoryEventStore store = new InMemoryEventStore();

  private final SagaType<Knock, String, Knock> type =
      SagaType.of("knocking", new Impatient(), KNOCKS)
          .startedBy(DOOR, (knock, door) -> Optional.of(door))
          .sendingTo(DOORS);

  private RecordedEvent knocked(String door) {
    StreamId stream = DOOR.stream(door);
    store.append(
        Append.to(
            stream,
            ExpectedVersion.any(),
            NewEvent.of("Knock", "{\"door\":\"%s\"}".formatted(door))));
    try (var events = store.read(ReadRequest.stream(stream))) {
      return events.next();
    }
  }

  @Test
  void aSagaThatNeverComesToRestIsStopped() {
    SagaRunner<Knock, String, Knock> runner = SagaRunner.of(store, type, Commands.over(store));
    Delivery delivery = new Delivery(knocked("2"), 1, null, 0);
    SagaException error = assertThrows(SagaException.class, () -> runner.handle(delivery));
    assertEquals(type.stream("2"), error.stream());
    String told = String.valueOf(error.getMessage());
    assertTrue(told.contains("after %d steps in a row".formatted(Reactor.STEPS_MAX)), told);
  }

  @Test
  void soManyUnfinishedInstancesAreShown() {
    SagaRunner<Knock, String, Knock> runner = SagaRunner.of(store, type, Commands.over(store));
    for (String door : new String[] {"2", "3"}) {
      Delivery delivery = new Delivery(knocked(door), 1, null, 0);
      assertThrows(SagaException.class, () -> runner.handle(delivery));
    }
    assertEquals(2, new SagaInstances(store, 2).unfinished().size());
    SagaInstances few = new SagaInstances(store, 1);
    assertThrows(LimitExceededException.class, few::unfinished);
  }

  @Test
  void anInstanceWhoseCommandHasNoAnswerShowsIt() {
    SagaRunner<Knock, String, Knock> runner = SagaRunner.of(store, type, Commands.over(store));
    Delivery delivery = new Delivery(knocked("2"), 1, null, 0);
    assertThrows(SagaException.class, () -> runner.handle(delivery));
    SagaStatus status = SagaInstances.of(store).unfinished().getFirst();
    assertEquals(SagaPhase.RUNNING, status.phase());
    assertTrue(
        status.awaited().getFirst() instanceof SagaStatus.AwaitedAnswer answer
            && answer.command().equals("knock")
            && answer.to().equals(DOOR.stream("1")),
        status::toString);
  }

  @Test
  void anEventOfASagaIsNotCalledLikeARecordOfTheRunner() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SagaType.of("knocking", new Recorded(), SagaRecord.CODEC));
  }

  private static final class Recorded implements Saga<Knock, String, SagaRecord> {
    @Override
    public String initialState() {
      return "";
    }

    @Override
    public Reaction<SagaRecord> react(String state, Trigger<Knock> trigger) {
      return Reaction.nothing();
    }

    @Override
    public String evolve(String state, SagaRecord event) {
      return state;
    }
  }
}
