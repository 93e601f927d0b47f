package dev.cairn.flow.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.flow.saga.StepEvent.ProcessBegan;
import dev.cairn.flow.saga.StepEvent.StepDone;
import dev.cairn.flow.saga.StepEvent.StepFailed;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.JsonStateCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class StepsTest {

  /** What the process is about, what it hears, sends and is answered with. */
  public record Ping(String id) {}

  private static final class Deaf implements Decider<Ping, String, Ping> {
    @Override
    public String initialState() {
      return "";
    }

    @Override
    public Decision<Ping> decide(Ping command, String state) {
      return Decision.nothing();
    }

    @Override
    public String evolve(String state, Ping event) {
      return state;
    }
  }

  private static final JsonCodec<Ping> PINGS = JsonCodec.forSealed(Ping.class);
  private static final Receiver<Ping> RECEIVER =
      Receiver.of(AggregateType.of("ping", new Deaf(), PINGS), PINGS);

  private final Steps<Ping, Ping> none = Steps.of(JsonStateCodec.of(Ping.class), Optional::of);

  private static SagaStep<Ping, Ping> step(String name) {
    return SagaStep.<Ping, Ping>named(name).sends(RECEIVER, Ping::id, ping -> ping);
  }

  @Test
  void twoStepsHaveNotTheSameName() {
    Steps<Ping, Ping> one = none.then(step("a"));
    assertThrows(IllegalArgumentException.class, () -> one.then(step("a")));
    assertThrows(IllegalArgumentException.class, () -> one.then(step("undo a")));
  }

  @Test
  void onlyAStepThatWaitsForAnEventMayWaitTooLong() {
    SagaStep<Ping, Ping> step = step("a");
    assertThrows(IllegalStateException.class, () -> step.within(Duration.ofMinutes(1)));
    SagaStep<Ping, Ping> waiting = step.until(_ -> StepVerdict.notYet());
    assertThrows(IllegalArgumentException.class, () -> waiting.within(Duration.ZERO));
  }

  @Test
  void aProcessWithoutStepsIsCompleteAtOnce() {
    Reaction<StepEvent> reaction =
        none.react(none.initialState(), new Trigger.Happened<>(new Ping("7"), Instant.EPOCH));
    assertEquals(new Turn.Completed(), reaction.turn());
  }

  @Test
  void aStepThatTheCodeHasNoMoreIsToldWhereItIsToBeUndone() {
    Steps<Ping, Ping> before =
        none.then(step("a").undoneBy(RECEIVER, Ping::id, ping -> ping)).then(step("b"));
    StepsState<Ping> failed = before.initialState();
    for (StepEvent event :
        List.of(
            new ProcessBegan(1, JsonMapper.shared().readTree("{\"id\":\"7\"}")),
            new StepDone("a"),
            new StepFailed("b", "no", false))) {
      failed = before.evolve(failed, event);
    }
    Steps<Ping, Ping> after = none.then(step("c"));
    assertEquals(
        new Turn.Stuck("the code has no step 'a' to undo; bring it back"),
        after.react(failed, new Trigger.Retried<>(Instant.EPOCH)).turn());
  }

  @Test
  void onlyWhatHasFailedIsUndoneWhenItIsTriedAgain() {
    StepsState<Ping> running =
        none.evolve(
            none.initialState(),
            new ProcessBegan(1, JsonMapper.shared().readTree("{\"id\":\"7\"}")));
    assertEquals(Reaction.nothing(), none.react(running, new Trigger.Retried<>(Instant.EPOCH)));
  }
}
