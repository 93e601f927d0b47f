package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.shop.Expiry.EXPIRY;
import static dev.cairn.model.testkit.shop.Orders.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.Subscription;
import dev.cairn.flow.Delivery;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaOptions;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaRunner;
import dev.cairn.flow.saga.SagaStatus;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.testkit.shop.Expiry;
import dev.cairn.model.testkit.shop.ExpiryEvent;
import dev.cairn.model.testkit.shop.OrderCommand.PlaceOrder;
import dev.cairn.model.testkit.shop.OrderCommand.TakeOrder;
import dev.cairn.model.testkit.shop.OrderEvent;
import dev.cairn.testkit.ForwardingStore;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Deadlines of sagas in virtual time. */
class SagaDeadlineTest {

  private final VirtualClock clock = new VirtualClock();
  private final InMemoryEventStore store = new InMemoryEventStore(clock);
  private final Commands commands = Commands.over(store);

  @Test
  void oneThatIsDueFiresOnce() throws InterruptedException {
    placed("1");
    SagaRunner<OrderEvent, String, ExpiryEvent> runner = runner(store);
    heard(runner);
    clock.advance(Expiry.TIME.minusMillis(1));
    assertEquals(0, runner.runDue());
    clock.advance(Duration.ofMillis(1));
    assertEquals(1, runner.runDue());
    assertEquals(0, runner.runDue());
    assertEquals(List.of("1"), cancelled());
    assertEquals(1, fired());
  }

  @Test
  void oneThatCameWhileNobodyRanFiresOnceAtTheNextStart() throws InterruptedException {
    placed("1");
    heard(runner(store));
    clock.advance(Expiry.TIME.multipliedBy(3));
    assertEquals(1, runner(store).runDue());
    assertEquals(0, runner(store).runDue());
    assertEquals(List.of("1"), cancelled());
    assertEquals(1, fired());
  }

  @Test
  void theyComeInTheOrderOfTheirTimes() throws InterruptedException {
    for (String order : List.of("3", "1", "2")) {
      placed(order);
      clock.advance(Duration.ofMinutes(1));
    }
    heard(runner(store));
    clock.advance(Expiry.TIME);
    assertEquals(3, runner(store).runDue());
    assertEquals(List.of("3", "1", "2"), cancelled());
  }

  @Test
  void oneWhoseInstanceHasEndedDoesNotCome() throws InterruptedException {
    placed("1");
    SagaRunner<OrderEvent, String, ExpiryEvent> runner = runner(store);
    heard(runner);
    commands.handle(ORDER, "1", new TakeOrder(), CommandContext.by("test"));
    heard(runner);
    assertEquals(0, runner.runDue());
    clock.advance(Expiry.TIME);
    assertEquals(0, runner.runDue());
    assertEquals(0, fired());
    assertEquals(
        Optional.of(SagaPhase.COMPLETED),
        SagaInstances.of(store).find(EXPIRY.stream("1")).map(SagaStatus::phase));
  }

  @Test
  void moreOfThemThanMemoryHoldsAllCome() throws InterruptedException {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      orders.add(Integer.toString(i));
      placed(orders.getLast());
      clock.advance(Duration.ofSeconds(i % 3));
    }
    heard(runner(store));
    SagaRunner<OrderEvent, String, ExpiryEvent> small =
        runner(store, SagaOptions.DEFAULT.withDeadlinesMax(3));
    assertEquals(0, small.runDue());
    clock.advance(Expiry.TIME);
    assertEquals(20, small.runDue());
    assertEquals(orders.size(), fired());
    assertEquals(orders.size(), cancelled().size());
  }

  @Test
  void aStartReadsItsOwnEventsAlone() throws InterruptedException {
    placed("1");
    heard(runner(store));
    List<Filter> followed = new ArrayList<>();
    List<ReadRequest> reads = new ArrayList<>();
    EventStore watched = new WatchedStore(store, followed, reads);
    clock.advance(Expiry.TIME);
    assertEquals(1, runner(watched).runDue());
    assertEquals(List.of(Filter.category("expiry")), followed);
    assertTrue(reads.stream().allMatch(ReadRequest.OfStream.class::isInstance), reads::toString);
  }

  @Test
  void atLeastOneIsKeptInMemory() {
    assertThrows(IllegalArgumentException.class, () -> SagaOptions.DEFAULT.withDeadlinesMax(0));
  }

  private static final class WatchedStore extends ForwardingStore {

    private final List<Filter> followed;
    private final List<ReadRequest> reads;

    WatchedStore(EventStore store, List<Filter> followed, List<ReadRequest> reads) {
      super(store);
      this.followed = followed;
      this.reads = reads;
    }

    @Override
    public Subscription subscribe(Filter filter, Position after) {
      followed.add(filter);
      return super.subscribe(filter, after);
    }

    @Override
    public Cursor<RecordedEvent> read(ReadRequest request) {
      reads.add(request);
      return super.read(request);
    }

    @Override
    public AppendResult append(Append append) {
      return store().append(append);
    }

    @Override
    public CompletableFuture<AppendResult> appendAsync(Append append) {
      return store().appendAsync(append);
    }
  }

  private SagaRunner<OrderEvent, String, ExpiryEvent> runner(EventStore target) {
    return runner(target, SagaOptions.DEFAULT);
  }

  private SagaRunner<OrderEvent, String, ExpiryEvent> runner(
      EventStore target, SagaOptions options) {
    return SagaRunner.of(target, EXPIRY, Commands.over(target), options.withTime(clock));
  }

  private void placed(String order) {
    commands.handle(ORDER, order, new PlaceOrder(order, "tea", 1, 100), CommandContext.by("test"));
  }

  private void heard(SagaRunner<OrderEvent, String, ExpiryEvent> runner) {
    for (RecordedEvent event : read(ReadRequest.log(EXPIRY.filter()))) {
      runner.handle(new Delivery(event, 1, null, 0));
    }
  }

  private List<String> cancelled() {
    return read(ReadRequest.all()).stream()
        .filter(event -> event.type().value().equals("OrderCancelled"))
        .map(event -> event.stream().value().substring("order-".length()))
        .toList();
  }

  private long fired() {
    return read(ReadRequest.all()).stream()
        .filter(event -> event.type().value().equals("$DeadlineFired"))
        .count();
  }

  private List<RecordedEvent> read(ReadRequest request) {
    try (Cursor<RecordedEvent> events = store.read(request)) {
      return events.toList();
    }
  }
}
