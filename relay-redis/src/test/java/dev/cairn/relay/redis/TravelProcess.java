package dev.cairn.relay.redis;

import dev.cairn.EventBatch;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.Projector;
import dev.cairn.flow.Relay;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StateFolder;
import dev.cairn.flow.StreamSummaryProjection;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaRunner;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that does all at once on one store: it takes orders of trips, runs the saga that books
 * them, counts events in a view, and tells Redis of each. It finishes everything and ends where it
 * is told to; else it prints a line when it is open and one for each event from then on, and runs
 * until it is killed, or who started it ends.
 */
final class TravelProcess {

  static final String STORE = "store";
  static final String VIEW = "view.db";
  static final int RELAY_LANES = 2;
  static final RedisStream STREAM = RedisStream.of("travel");

  /** Every third trip finds its flight full. */
  static final int FULL = 3;

  private static final int SAGA_LANES = 4;
  private static final int BATCH = 100;
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final CommandContext CUSTOMER = CommandContext.by("customer");

  private TravelProcess() {}

  /** Takes a folder, the port of Redis, up to which trip to go, and whether to finish. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    RedisOptions redis = RedisOptions.at("127.0.0.1", Integer.parseInt(arguments[1]));
    StateFolder state = StateFolder.of(LogOptions.standard().disk(), folder.resolve(STORE));
    try (LogStore store = LogStore.open(folder.resolve(STORE));
        SqliteView view = SqliteView.open(folder.resolve(VIEW));
        Projector projector = Projector.of(store, new StreamSummaryProjection(), view);
        RedisStreams bus = new RedisStreams(redis, STREAM);
        Processor relay = relay(store, bus, state);
        SagaRunner<Travel.Event, StepsState<Travel.Trip>, StepEvent> runner =
            SagaRunner.of(store, Travel.JOURNEY, Commands.over(store));
        Processor sagas = sagas(store, runner, state)) {
      projector.start();
      relay.start();
      runner.start();
      sagas.start();
      if (Boolean.parseBoolean(arguments[3])) {
        order(store, Integer.parseInt(arguments[2]));
        finish(store, projector, relay, sagas);
      } else {
        System.out.println("open");
        var _ = Thread.startVirtualThread(() -> tell(store));
        order(store, Integer.parseInt(arguments[2]));
        awaitEnd();
      }
    }
  }

  private static Processor relay(LogStore store, RedisStreams bus, StateFolder state) {
    return Processor.of(
        store,
        Relay.of("redis", Filter.everything(), store.id(), bus),
        state,
        Relay.options().withLanes(RELAY_LANES));
  }

  private static Processor sagas(
      LogStore store,
      SagaRunner<Travel.Event, StepsState<Travel.Trip>, StepEvent> runner,
      StateFolder state) {
    return Processor.of(
        store, runner.spec("journeys"), state, ProcessorOptions.DEFAULT.withLanes(SAGA_LANES));
  }

  /** Orders the trips that are not there yet. */
  private static void order(LogStore store, int upTo) {
    Commands commands = Commands.over(store);
    for (int i = 1; i <= upTo; i++) {
      String id = Integer.toString(i);
      if (store.version(Travel.TRIP.stream(id)).equals(Version.NONE)) {
        Travel.Command order = new Travel.Command.OrderTrip(id, i % FULL == 0);
        var _ = commands.handle(Travel.TRIP, id, order, CUSTOMER);
      }
    }
  }

  private static void tell(LogStore store) {
    try (Subscription news = store.subscribe(Filter.everything(), store.head())) {
      EventBatch batch = news.next(BATCH, WAIT_MAX);
      while (!batch.events().isEmpty()) {
        batch.events().forEach(event -> System.out.println(event.position()));
        batch = news.next(BATCH, WAIT_MAX);
      }
      System.err.println("nothing has happened for " + WAIT_MAX);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException | StoreClosedException e) {
      // Nobody listens any more.
    }
  }

  private static void finish(LogStore store, Projector projector, Processor relay, Processor sagas)
      throws Exception {
    require(sagas.awaitSettled(store.head(), WAIT_MAX), sagas);
    Eventually.value("every journey has ended", SagaInstances.of(store)::unfinished, List::isEmpty);
    Position head = store.head();
    require(relay.awaitSettled(head, WAIT_MAX), relay);
    projector.awaitApplied(head, WAIT_MAX);
  }

  private static void require(boolean settled, Processor processor) {
    if (!settled) {
      throw new AssertionError("not settled: " + processor.status());
    }
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Nobody says anything; the end of the input is the end of who started this.
    }
  }
}
