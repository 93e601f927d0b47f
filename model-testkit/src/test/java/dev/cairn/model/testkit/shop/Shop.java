package dev.cairn.model.testkit.shop;

import static dev.cairn.model.testkit.shop.Fulfilment.FULFILMENT;
import static dev.cairn.model.testkit.shop.Orders.ORDER;
import static dev.cairn.model.testkit.shop.Payments.PAYMENT;
import static dev.cairn.model.testkit.shop.Stocks.STOCK;

import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.flow.Delivery;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaOptions;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaRunner;
import dev.cairn.flow.saga.SagaStatus;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.model.AggregateType;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.testkit.shop.OrderCommand.CancelOrder;
import dev.cairn.model.testkit.shop.OrderCommand.PlaceOrder;
import dev.cairn.model.testkit.shop.PaymentCommand.HoldRefunds;
import dev.cairn.model.testkit.shop.PaymentCommand.ReportDeclined;
import dev.cairn.model.testkit.shop.PaymentCommand.ReportTaken;
import dev.cairn.model.testkit.shop.StockCommand.AddStock;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One process of the shop on a store, and the world around it. Whatever the world does is a
 * request, so it does it once although a test may have it do so again after a crash.
 */
public final class Shop {

  /** The only order. */
  public static final String ID = "7";

  /** The instance of the saga that is about it. */
  public static final StreamId INSTANCE = FULFILMENT.stream(ID);

  private final EventStore store;
  private final Commands commands;
  private final SagaRunner<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> runner;

  /** A process that has just started. */
  public Shop(EventStore store, InstantSource clock) {
    this.store = store;
    this.commands = Commands.over(store);
    this.runner = SagaRunner.of(store, FULFILMENT, commands, SagaOptions.DEFAULT.withTime(clock));
  }

  /** What runs the saga. */
  public SagaRunner<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> runner() {
    return runner;
  }

  /** There are so many of the item. */
  public void stocked(int quantity) {
    if (quantity > 0) {
      ask(STOCK, "tea", new AddStock(quantity));
    }
  }

  /** A customer orders two. */
  public void placed(long cents) {
    ask(ORDER, ID, new PlaceOrder(ID, "tea", 2, cents));
  }

  /** The bank holds back refunds, or does so no more. */
  public void refundsHeld(boolean held) {
    ask(PAYMENT, ID, new HoldRefunds(held));
  }

  /** The customer wants it no more. */
  public void cancelled() {
    ask(ORDER, ID, new CancelOrder());
  }

  /** The customer pays. */
  public void paid() {
    ask(PAYMENT, ID, new ReportTaken());
  }

  /** The customer's bank declines. */
  public void declined() {
    ask(PAYMENT, ID, new ReportDeclined());
  }

  private <C, S, E> void ask(AggregateType<C, S, E> type, String id, C command) {
    RequestKey key =
        RequestKey.of("world:" + command, command.toString().getBytes(StandardCharsets.UTF_8));
    CommandContext world = CommandContext.by("world").correlatedBy("the order " + ID);
    CommandResult<S, E> answer = commands.handle(type, id, command, world.forRequest(key));
    if (answer instanceof CommandResult.Refused<S, E> refused) {
      throw new AssertionError("the world may do that: " + command + ", " + refused);
    }
  }

  /** Works until nothing more happens; hands all events over again and again. */
  public void works() {
    Position before;
    do {
      before = store.head();
      deliver();
      due();
    } while (store.head().isAfter(before));
  }

  /** Hands all events over that the saga hears. */
  public void deliver() {
    for (RecordedEvent event : read(ReadRequest.log(FULFILMENT.filter()))) {
      runner.handle(new Delivery(event, 1, null, 0));
    }
  }

  /** Does what is due. */
  public int due() {
    try {
      return runner.runDue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Has the instance tried again if it is stuck. */
  public void retried() {
    if (phase().equals(Optional.of(SagaPhase.STUCK))) {
      SagaInstances.retry(store, INSTANCE, "the operator", "the bank is open again");
    }
  }

  /** Where the instance stands. */
  public Optional<SagaPhase> phase() {
    return SagaInstances.of(store).find(INSTANCE).map(SagaStatus::phase);
  }

  /** What happened to orders, payments and stock, in order, by stream. */
  public List<String> history() {
    return List.of(told("order-" + ID), told("payment-" + ID), told("stock-tea"));
  }

  private String told(String stream) {
    return String.join(
        " ",
        read(ReadRequest.stream(StreamId.of(stream))).stream()
            .map(event -> event.type().value())
            .toList());
  }

  private List<RecordedEvent> read(ReadRequest request) {
    try (Cursor<RecordedEvent> events = store.read(request)) {
      return events.toList();
    }
  }
}
