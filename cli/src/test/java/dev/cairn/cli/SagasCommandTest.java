package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.StateFolder;
import dev.cairn.flow.saga.Receiver;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaRunner;
import dev.cairn.flow.saga.SagaStatus;
import dev.cairn.flow.saga.SagaStep;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.Steps;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateType;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventCodec;
import dev.cairn.model.Refusal;
import dev.cairn.model.StateCodec;
import dev.cairn.testkit.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators see where sagas stand, in another process, and have them tried again. */
final class SagasCommandTest {

  private static final StreamId TRIP_SAGA = StreamId.of("travel-1");

  /** Events and commands that are words. */
  private record Words(String type) implements EventCodec<String> {

    @Override
    public EncodedEvent encode(String word) {
      return new EncodedEvent(EventType.of(type), 1, Payload.json("\"" + word + "\""));
    }

    @Override
    public List<String> decode(EncodedEvent stored) {
      return List.of(stored.data().text().replace("\"", ""));
    }

    @Override
    public Set<EventType> types() {
      return Set.of(EventType.of(type));
    }
  }

  /** What a saga is about, in a word. */
  private record Word() implements StateCodec<String> {

    @Override
    public int schema() {
      return 1;
    }

    @Override
    public Payload encode(String word) {
      return Payload.json("\"" + word + "\"");
    }

    @Override
    public String decode(int schema, Payload word) {
      return word.text().replace("\"", "");
    }
  }

  private record Closed() implements Refusal {
    @Override
    public String message() {
      return "The office is closed.";
    }
  }

  /** Takes every word, but for those that are refused. */
  private record Office(AtomicBoolean closed) implements Decider<String, Integer, String> {

    @Override
    public Integer initialState() {
      return 0;
    }

    @Override
    public Decision<String> decide(String word, Integer words) {
      boolean refuses = word.equals("fly") || (word.equals("leave") && closed.get());
      return refuses ? Decision.refused(new Closed()) : Decision.accepted(word);
    }

    @Override
    public Integer evolve(Integer words, String word) {
      return words + 1;
    }
  }

  @TempDir Path folder;
  private final AtomicBoolean closed = new AtomicBoolean(true);
  private final AggregateType<String, Integer, String> trips = type("trip");
  private final AggregateType<String, Integer, String> hotels = type("hotel");
  private final Receiver<String> hotel = Receiver.of(hotels, new Words("HotelAsked"));
  private Path store = Path.of("");
  private Shell shell = Shell.on(store);

  private AggregateType<String, Integer, String> type(String category) {
    return AggregateType.of(category, new Office(closed), new Words(category + "Said"));
  }

  /** A room, then a flight that there never is; so the room must be left. */
  private SagaType<String, StepsState<String>, StepEvent> travel() {
    SagaStep<String, String> room =
        SagaStep.<String, String>named("room")
            .sends(hotel, trip -> trip, _ -> "stay")
            .undoneBy(hotel, trip -> trip, _ -> "leave");
    SagaStep<String, String> flight =
        SagaStep.<String, String>named("flight").sends(hotel, trip -> trip, _ -> "fly");
    return Steps.<String, String>of(new Word(), Optional::of)
        .then(room)
        .then(flight)
        .type("travel")
        .startedBy(trips, (_, id) -> Optional.of(id))
        .sendingTo(hotel);
  }

  @BeforeEach
  void aTripIsStuck() throws Exception {
    store = folder.resolve("store");
    shell = Shell.on(store);
    try (LogStore log = LogStore.open(store)) {
      var _ = Commands.over(log).handle(trips, "1", "1", CommandContext.by("ann"));
    }
    runUntil(SagaPhase.STUCK);
  }

  private void runUntil(SagaPhase phase) throws Exception {
    try (LogStore log = LogStore.open(store);
        SagaRunner<String, StepsState<String>, StepEvent> runner =
            SagaRunner.of(log, travel(), Commands.over(log));
        Processor processor =
            Processor.of(
                log,
                runner.spec("travel"),
                StateFolder.of(new DiskAccess().disk(), store),
                ProcessorOptions.DEFAULT)) {
      runner.start();
      processor.start();
      Eventually.holds(
          "it is " + phase,
          () ->
              SagaInstances.of(log)
                  .find(TRIP_SAGA)
                  .map(SagaStatus::phase)
                  .equals(Optional.of(phase)));
    }
  }

  @Test
  void oneThatIsStuckIsShownWithItsReasonAndTriedAgain() throws Exception {
    String shown = shell.ok("sagas", "-o", "plain");
    assertTrue(shown.startsWith("travel-1 | stuck since "), shown);
    assertTrue(shown.contains("The office is closed."), shown);
    assertEquals(shown, shell.ok("sagas", "--stuck", "-o", "plain"));
    assertTrue(shell.ok("sagas", "-o", "json").contains("\"phase\":\"stuck\""));
    assertTrue(shell.ok("processors", "-o", "plain").contains("takes the sagas 'travel' further"));

    closed.set(false);
    shell.ok("sagas", "retry", "travel-1", "--reason", "the office is open", "--actor", "ann");
    runUntil(SagaPhase.COMPENSATED);
    assertEquals("", shell.ok("sagas", "-o", "plain"));
    assertTrue(shell.ok("sagas", "travel-1", "-o", "plain").contains("compensated"));
    assertEquals("", shell.ok("sagas", "travel-1", "--stuck", "-o", "plain"));
    assertEquals(Exit.REFUSED, shell.run("sagas", "retry", "travel-1", "--reason", "again").exit());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertEquals(Exit.USAGE, shell.run("sagas", "retry", "travel-1").exit());
    assertEquals(Exit.NOT_FOUND, shell.run("sagas", "travel-2").exit());
    assertEquals(Exit.NOT_FOUND, shell.run("sagas", "retry", "trip-1", "--reason", "x").exit());
  }
}
