package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.shop.Expiry.EXPIRY;
import static dev.cairn.model.testkit.shop.Orders.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Cursor;
import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.StateFolder;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.flow.saga.SagaOptions;
import dev.cairn.flow.saga.SagaRunner;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.testkit.shop.Expiry;
import dev.cairn.model.testkit.shop.ExpiryEvent;
import dev.cairn.model.testkit.shop.OrderCommand.PlaceOrder;
import dev.cairn.model.testkit.shop.OrderCommand.TakeOrder;
import dev.cairn.model.testkit.shop.OrderEvent;
import dev.cairn.model.testkit.shop.Shop;
import dev.cairn.model.testkit.shop.Story;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.VirtualClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sagas on a log, driven by a processor. */
class SagaProcessorTest {

  private static final Path FOLDER = Path.of("/store");
  private static final int ORDERS = 40;

  private final MemoryDisk disk = new MemoryDisk();
  private final VirtualClock clock = new VirtualClock();

  static List<Story> stories() {
    return Story.all();
  }

  private LogStore open() {
    return LogStore.open(FOLDER, LogOptions.standard().withDisk(disk));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void everyStoryEndsOnALogAsItMust(Story story) {
    VirtualClock today = new VirtualClock(VirtualClock.DEFAULT_START);
    try (LogStore store =
        LogStore.open(FOLDER, LogOptions.standard().withDisk(disk).withTime(today))) {
      story.tell(new Shop(store, today), today);
    }
    try (LogStore store = open()) {
      Shop shop = new Shop(store, today);
      shop.works();
      assertEquals(story.history(), shop.history());
      assertEquals(story.end(), shop.phase());
    }
  }

  @Test
  void aProcessorRunsThemInLanesAndDeadlinesComeAlsoAfterARestart() throws Exception {
    clock.set(java.time.Instant.now());
    try (LogStore store = open()) {
      Commands commands = Commands.over(store);
      for (int i = 0; i < ORDERS; i++) {
        String order = Integer.toString(i);
        CommandContext customer = CommandContext.by("customer");
        commands.handle(ORDER, order, new PlaceOrder(order, "tea", 1, 100), customer);
        if (i % 2 == 0) {
          commands.handle(ORDER, order, new TakeOrder(), customer);
        }
      }
      try (SagaRunner<OrderEvent, String, ExpiryEvent> runner = runner(store);
          Processor processor = processor(store, runner)) {
        runner.start();
        processor.start();
        Eventually.value(
            "half of them wait",
            () -> SagaInstances.of(store).unfinished().size(),
            waiting -> count(store, "$SagaCompleted") == ORDERS / 2 && waiting == ORDERS / 2);
      }
    }
    clock.advance(Expiry.TIME.multipliedBy(2));
    try (LogStore store = open();
        SagaRunner<OrderEvent, String, ExpiryEvent> runner = runner(store);
        Processor processor = processor(store, runner)) {
      runner.start();
      processor.start();
      Eventually.holds("all have ended", () -> count(store, "$SagaCompleted") == ORDERS);
      assertEquals(ORDERS / 2, count(store, "OrderCancelled"));
      assertEquals(ORDERS / 2, count(store, "$DeadlineFired"));
    }
  }

  private SagaRunner<OrderEvent, String, ExpiryEvent> runner(LogStore store) {
    return SagaRunner.of(store, EXPIRY, Commands.over(store), SagaOptions.DEFAULT.withTime(clock));
  }

  private Processor processor(LogStore store, SagaRunner<OrderEvent, String, ExpiryEvent> runner) {
    return Processor.of(
        store,
        runner.spec("expiry"),
        StateFolder.of(disk, FOLDER),
        ProcessorOptions.DEFAULT.withLanes(4));
  }

  private static long count(LogStore store, String type) {
    Filter filter = Filter.matching(Query.types(EventType.of(type)));
    try (Cursor<RecordedEvent> events = store.read(ReadRequest.log(filter))) {
      return events.toList().size();
    }
  }
}
