package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.shop.Fulfilment.FULFILMENT;
import static dev.cairn.model.testkit.shop.Fulfilment.PAYMENT_TIME;
import static dev.cairn.testkit.VirtualClock.DEFAULT_START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.ExpectedVersion;
import dev.cairn.LimitExceededException;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.flow.Delivery;
import dev.cairn.flow.saga.SagaException;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaRunner;
import dev.cairn.flow.saga.SagaStatus;
import dev.cairn.flow.saga.SagaStatus.AwaitedDeadline;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.Steps;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.model.Commands;
import dev.cairn.model.testkit.shop.Fulfilment;
import dev.cairn.model.testkit.shop.Orders;
import dev.cairn.model.testkit.shop.Shop;
import dev.cairn.model.testkit.shop.ShopEvent;
import dev.cairn.model.testkit.shop.Story;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.VirtualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a runner of sagas promises beside what {@link SagaCrashTest} tries. */
class SagaRunnerTest {

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings("dev.cairn.flow.saga");

  private static final int CALLS = 50;

  private final VirtualClock clock = new VirtualClock();
  private final InMemoryEventStore store = new InMemoryEventStore(clock);
  private final Shop shop = new Shop(store, clock);

  @Test
  void anEventThatIsHandedOverAgainChangesNothing() {
    Story.STOCK_REFUSED.tell(shop, clock);
    Position head = store.head();
    shop.deliver();
    new Shop(store, clock).deliver();
    assertEquals(head, store.head());
  }

  @Test
  void anInstanceThatNeverBeganOrHasEndedHearsNothing() {
    shop.refundsHeld(true);
    shop.placed(900);
    shop.due();
    RecordedEvent placed = events("order-7").getFirst();
    StreamId stream = StreamId.of("payment", "8");
    store.append(Append.to(stream, ExpectedVersion.any(), NewEvent.of("PaymentTaken", "{}")));
    shop.runner().handle(new Delivery(events(stream.value()).getFirst(), 1, null, 0));
    assertEquals(Optional.empty(), SagaInstances.of(store).find(FULFILMENT.stream("8")));

    shop.works();
    clock.advance(PAYMENT_TIME);
    shop.works();
    assertEquals(Optional.of(SagaPhase.COMPENSATED), shop.phase());
    Position head = store.head();
    shop.runner().handle(new Delivery(placed, 1, null, 0));
    assertEquals(head, store.head());
  }

  @Test
  void whatASagaDoesTellsWhyAndWhatItIsPartOf() {
    Story.COMPLETE.tell(shop, clock);
    Map<String, String> causes = new HashMap<>();
    for (RecordedEvent event : events("fulfilment-7")) {
      causes.put(event.id().toString(), event.type().value());
      assertEquals("the order 7", metadata(event, "correlation_id"), event.toString());
    }
    RecordedEvent taken = events("order-7").get(1);
    assertEquals("the order 7", metadata(taken, "correlation_id"));
    assertEquals("saga fulfilment", metadata(taken, "actor"));
    assertEquals("$CommandSent", causes.get(metadata(taken, "causation_id")));
    assertEquals(
        events("order-7").getFirst().id().toString(),
        metadata(events("fulfilment-7").getFirst(), "causation_id"));
  }

  @Test
  void aCommandIsRecordedBeforeItIsSent() {
    Story.COMPLETE.tell(shop, clock);
    List<String> all = all().stream().map(event -> event.stream() + " " + event.type()).toList();
    assertEquals(
        List.of(
            "order-7 OrderPlaced",
            "fulfilment-7 $SagaHeard",
            "fulfilment-7 ProcessBegan",
            "fulfilment-7 $CommandSent",
            "order-7 OrderTaken",
            "fulfilment-7 $CommandAccepted",
            "fulfilment-7 StepDone",
            "fulfilment-7 $CommandSent",
            "fulfilment-7 $DeadlineSet",
            "payment-7 PaymentAsked"),
        all.subList(1, 11));
  }

  @Test
  void whatIsUnfinishedIsVisibleWithWhatItWaitsFor() {
    shop.placed(900);
    shop.works();
    assertEquals(
        List.of(
            new SagaStatus(
                Shop.INSTANCE,
                SagaPhase.RUNNING,
                DEFAULT_START,
                "",
                List.of(
                    new AwaitedDeadline(
                        "payment", DEFAULT_START.plus(PAYMENT_TIME), DEFAULT_START)))),
        SagaInstances.of(store).unfinished());

    clock.advance(PAYMENT_TIME);
    shop.works();
    assertEquals(List.of(), SagaInstances.of(store).unfinished());
    assertEquals(Optional.of(SagaPhase.COMPENSATED), shop.phase());
  }

  @Test
  void aStuckOneIsVisibleAndGoesOnWhenItIsTriedAgain() {
    Story.REFUND_REFUSED.tell(shop, clock);
    SagaStatus stuck = SagaInstances.of(store).unfinished().getFirst();
    assertEquals(SagaPhase.STUCK, stuck.phase());
    assertEquals("undo payment: The bank blocks refunds.", stuck.reason());

    shop.retried();
    shop.works();
    assertEquals(Optional.of(SagaPhase.STUCK), shop.phase());

    shop.refundsHeld(false);
    shop.retried();
    shop.works();
    assertEquals(Optional.of(SagaPhase.COMPENSATED), shop.phase());
    assertEquals(Story.REFUND_TRIED_AGAIN.history(), shop.history());
  }

  @Test
  void onlyWhatIsStuckCanBeTriedAgain() {
    assertTrue(refusedRetry().contains("it is not there, not stuck"), refusedRetry());
    Story.COMPLETE.tell(shop, clock);
    assertEquals(Optional.empty(), SagaInstances.of(store).find(StreamId.of("order-7")));
    assertTrue(refusedRetry().contains("it is completed, not stuck"), refusedRetry());
  }

  private String refusedRetry() {
    SagaException error =
        assertThrows(
            SagaException.class,
            () -> SagaInstances.retry(store, Shop.INSTANCE, "the operator", "no reason"));
    assertEquals(Shop.INSTANCE, error.stream());
    return String.valueOf(error.getMessage());
  }

  @Test
  void whatACrashLeftIsFinishedAtTheNextStartWithoutAnotherEvent() {
    MortalStore life = new MortalStore(store, Long.MAX_VALUE);
    shop.placed(900);
    Shop dying = new Shop(life, clock);
    life.endAfterAppends(1);
    assertThrows(MortalStore.ProcessEnded.class, dying::deliver);
    assertEquals("$CommandSent", events("fulfilment-7").getLast().type().value());

    new Shop(store, clock).due();
    assertEquals(List.of("OrderPlaced OrderTaken", "PaymentAsked", ""), shop.history());
  }

  @RepeatedTest(10)
  void twoProcessesThatRunTheSameSagasActOnce() throws Exception {
    Shop other = new Shop(store, clock);
    shop.stocked(1);
    shop.placed(900);
    bothWork(other);
    shop.paid();
    bothWork(other);
    assertEquals(Story.STOCK_REFUSED.history(), shop.history());
    assertEquals(Story.STOCK_REFUSED.end(), shop.phase());
  }

  private void bothWork(Shop other) throws Exception {
    Callable<Boolean> one = () -> works(shop);
    Callable<Boolean> two = () -> works(other);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> end : threads.invokeAll(List.of(one, two, one, two))) {
        assertTrue(end.get());
      }
    }
    shop.works();
  }

  private static boolean works(Shop shop) {
    shop.works();
    return true;
  }

  @Test
  void aProcessThatIsLateNeverContradictsTheAnswerThatWasRecorded() {
    Set<SagaPhase> ends = new HashSet<>();
    for (int call = 1; call <= CALLS; call++) {
      ends.add(intruded(call, SagaRunnerTest::otherIsFasterThenStockComes));
      ends.add(intruded(call, SagaRunnerTest::stockComesThenOtherIsFaster));
      ends.add(intruded(call, SagaRunnerTest::stockComesThenOtherSendsAndEnds));
    }
    assertEquals(Set.of(SagaPhase.COMPENSATED, SagaPhase.COMPLETED), ends);
  }

  /** Something happens before a call of the process that is late. */
  private static SagaPhase intruded(int call, Consumer<SagaRunnerTest> intruder) {
    SagaRunnerTest world = new SagaRunnerTest();
    world.shop.stocked(1);
    world.shop.placed(900);
    world.shop.works();
    world.shop.paid();
    new Shop(new IntrudedStore(world.store, call, () -> intruder.accept(world)), world.clock)
        .works();
    return world.mustBeConsistent("intruded before call " + call);
  }

  private void otherIsFasterThenStockComes() {
    shop.works();
    shop.stocked(5);
  }

  private void stockComesThenOtherIsFaster() {
    shop.stocked(5);
    shop.works();
  }

  private void stockComesThenOtherSendsAndEnds() {
    shop.stocked(5);
    MortalStore life = new MortalStore(store, Long.MAX_VALUE);
    life.endAfterAppends(1);
    try {
      new Shop(life, clock).works();
    } catch (MortalStore.ProcessEnded expected) {
      assertTrue(life.ended(), expected::toString);
    }
  }

  private SagaPhase mustBeConsistent(String when) {
    List<String> history = shop.history();
    SagaPhase end = shop.phase().orElseThrow();
    boolean complete = end == SagaPhase.COMPLETED;
    assertEquals(
        complete ? "OrderPlaced OrderTaken OrderConfirmed" : "OrderPlaced OrderTaken OrderRejected",
        history.get(0),
        when);
    assertEquals(
        complete ? "PaymentAsked PaymentTaken" : "PaymentAsked PaymentTaken PaymentRefunded",
        history.get(1),
        when);
    assertEquals(complete, history.get(2).contains("StockReserved"), when + history);
    return end;
  }

  @Test
  void aCommandToSomebodyItsTypeDoesNotNameIsAMistakeAndNothingIsRecorded() {
    SagaType<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> forgetful =
        SagaType.of("fulfilment", FULFILMENT.saga(), Steps.EVENTS)
            .startedBy(Orders.ORDER, (event, order) -> Optional.of(order));
    shop.placed(900);
    SagaRunner<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> runner =
        SagaRunner.of(store, forgetful, Commands.over(store));
    Delivery placed = new Delivery(events("order-7").getFirst(), 1, null, 0);
    SagaException error = assertThrows(SagaException.class, () -> runner.handle(placed));
    assertTrue(String.valueOf(error.getMessage()).contains("add it with sendingTo"));
    assertEquals(Optional.empty(), shop.phase());
  }

  @Test
  void itRunsByItselfUntilItIsClosed() {
    shop.placed(900);
    shop.deliver();
    shop.runner().start();
    shop.runner().start();
    assertThrows(IllegalStateException.class, () -> shop.runner().runDue());
    clock.advance(PAYMENT_TIME);
    Eventually.holds(
        "the payment is withdrawn", () -> shop.phase().equals(Optional.of(SagaPhase.COMPENSATED)));
    shop.runner().close();
    assertThrows(IllegalStateException.class, () -> shop.runner().start());
  }

  @Test
  void whatCannotGoOnIsToldAndTriedAgain() {
    shop.placed(900);
    shop.works();
    StreamId stream = StreamId.of("payment-7");
    clock.advance(PAYMENT_TIME);
    FailingStore failing = new FailingStore(store, stream);
    Shop hindered = new Shop(failing, clock);
    hindered.due();
    assertEquals(Set.of(Shop.INSTANCE), hindered.runner().failures().keySet());
    assertEquals(1, warnings.messages().size());
    assertEquals(Optional.of(SagaPhase.COMPENSATING), shop.phase());

    failing.heal();
    assertEquals(0, hindered.due());
    clock.advance(Duration.ofSeconds(5));
    hindered.due();
    assertEquals(Map.of(), hindered.runner().failures());
    assertEquals(Optional.of(SagaPhase.COMPENSATED), shop.phase());
  }

  @Test
  void itsEventsAreThoseThatItHears() {
    Story.COMPLETE.tell(shop, clock);
    List<String> keys =
        all().stream()
            .filter(FULFILMENT.filter()::matches)
            .filter(event -> event.stream().category().equals("payment"))
            .map(FULFILMENT::laneKey)
            .distinct()
            .toList();
    assertEquals(List.of("payment-7", "7"), keys);
    assertThrows(
        IllegalStateException.class,
        () -> SagaType.of("deaf", FULFILMENT.saga(), Steps.EVENTS).filter());
  }

  @Test
  void theNameOfAnInstanceIsShortEnoughForTheIdsOfItsRequests() {
    String longest = "k".repeat(SagaType.STREAM_BYTES_MAX - "fulfilment-".length());
    assertEquals("fulfilment-" + longest, FULFILMENT.stream(longest).value());
    assertThrows(LimitExceededException.class, () -> FULFILMENT.stream(longest + "k"));
  }

  private List<RecordedEvent> all() {
    return read(ReadRequest.all());
  }

  private List<RecordedEvent> events(String stream) {
    return read(ReadRequest.stream(StreamId.of(stream)));
  }

  private List<RecordedEvent> read(ReadRequest request) {
    try (Cursor<RecordedEvent> events = store.read(request)) {
      return events.toList();
    }
  }

  private static String metadata(RecordedEvent event, String field) {
    JsonNode value = JsonMapper.shared().readTree(event.metadata().bytes()).get(field);
    return value == null ? "" : value.asString();
  }
}
