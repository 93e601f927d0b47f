package dev.cairn.flow;

import dev.cairn.Cursor;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.ProcessorEvent.ParkedEventHandled;
import dev.cairn.flow.internal.InFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Handles the events of one lane in order: tries again what fails, parks what fails too often, and
 * obeys orders about what is parked. Used by its own thread, but for {@link #add}.
 */
final class LaneWorker {

  /** Something to do, in the order it came. */
  sealed interface Task {

    /**
     * Events of a piece that were read together.
     *
     * @param piece holds them
     * @param indexes which of its events are of this lane
     */
    record Part(InFlight.Piece piece, List<Integer> indexes) implements Task {}

    /**
     * An order about an event that is parked.
     *
     * @param event the event
     * @param order what to do about it
     */
    record Obey(ParkedEvent event, ProcessorRecord.Order order) implements Task {}
  }

  private final ProcessorWork work;
  private final LaneGate gate;
  private final LaneHandler handler;
  private final LaneMemory memory;

  /** Bounded by what may be in flight, and by the orders of operators. */
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();

  LaneWorker(ProcessorWork work, LaneGate gate, LaneHandler handler, LaneMemory memory) {
    this.work = work;
    this.gate = gate;
    this.handler = handler;
    this.memory = memory;
  }

  void add(Task task) {
    tasks.add(task);
  }

  /**
   * Works until it is told to stop.
   *
   * @throws LaneGate.Closed when it was
   */
  void run() throws Exception {
    while (true) {
      gate.pass();
      Task task = tasks.poll(work.options().pollWait().toNanos(), TimeUnit.NANOSECONDS);
      switch (task) {
        case null -> {}
        case Task.Part(InFlight.Piece piece, List<Integer> indexes) -> handle(piece, indexes);
        case Task.Obey(ParkedEvent event, ProcessorRecord.Order order) -> obey(event, order);
      }
    }
  }

  private void handle(InFlight.Piece piece, List<Integer> indexes) throws Exception {
    int at = 0;
    while (at < indexes.size()) {
      int from = at;
      List<Delivery> ready = new ArrayList<>();
      while (at < indexes.size()
          && ready.size() < work.options().batchEventsMax()
          && isReady(piece.event(indexes.get(at)))) {
        ready.add(work.delivery(piece.event(indexes.get(at)), null));
        at++;
      }
      if (ready.isEmpty()) {
        work.inFlight().settle(piece, indexes.get(at));
        at++;
      } else {
        at = from + deliver(ready, i -> work.inFlight().settle(piece, indexes.get(from + i)));
      }
    }
  }

  /** Whether it is for the handler; else it is settled. */
  private boolean isReady(RecordedEvent event) {
    String key = work.spec().key().apply(event);
    return switch (memory.judge(event, key, work.skipped().contains(event.position()))) {
      case DELIVER -> true;
      case PASS -> false;
      case PARK -> {
        park(event, 0, "an earlier event of '%s' is parked".formatted(key), List.of());
        yield false;
      }
    };
  }

  /**
   * Puts an event aside.
   *
   * @param done parked events that are done with then
   */
  private void park(RecordedEvent event, int tries, String error, List<ParkedEventHandled> done) {
    work.parked().park(event, error, done.stream().map(LaneWorker::position).toList());
    List<ProcessorEvent> events = new ArrayList<>(done);
    events.add(work.parking(event, tries, error));
    work.remember(events);
    memory.park(event.position(), work.spec().key().apply(event));
    work.attempts().remove(event.position());
  }

  private static Position position(ParkedEventHandled done) {
    return ProcessorEvent.at(done.position());
  }

  /**
   * Hands events over until all are settled, or one is parked: what is behind that must be judged
   * again.
   *
   * @param settle is told the index of each that is settled
   * @return how many are settled
   */
  private int deliver(List<Delivery> deliveries, IntConsumer settle) throws Exception {
    int settled = 0;
    while (settled < deliveries.size()) {
      gate.pass();
      List<Delivery> rest = counted(deliveries.subList(settled, deliveries.size()));
      int[] done = {0};
      int base = settled;
      Optional<Throwable> failure =
          attempt(rest, count -> settleUpTo(rest, base, done, count, settle));
      settled += done[0];
      if (failure.isPresent() && done[0] < rest.size()) {
        RecordedEvent event = rest.get(done[0]).event();
        if (!mayRetry(event, failure.get(), List.of())) {
          settle.accept(settled);
          return settled + 1;
        }
      }
    }
    return settled;
  }

  /** The first one knows how often it was tried. */
  private List<Delivery> counted(List<Delivery> rest) {
    List<Delivery> counted = new ArrayList<>(rest);
    counted.set(0, work.delivery(rest.getFirst().event(), rest.getFirst().order()));
    return counted;
  }

  private void settleUpTo(
      List<Delivery> rest, int base, int[] done, int count, IntConsumer settle) {
    for (; done[0] < Math.min(count, rest.size()); done[0]++) {
      forget(rest.get(done[0]).event().position());
      settle.accept(base + done[0]);
      work.progress().handled();
    }
  }

  private void forget(Position position) {
    if (work.attempts().remove(position) != null) {
      work.progress().settled(position);
    }
  }

  /** The failure of the first event that was not handled; empty if all were. */
  private Optional<Throwable> attempt(List<Delivery> deliveries, LaneHandler.Handled handled)
      throws HandledLostException {
    try {
      handler.handle(deliveries, handled);
      handled.upTo(deliveries.size());
      return Optional.empty();
    } catch (HandledLostException lost) {
      throw lost;
    } catch (Throwable e) {
      return Optional.of(e);
    }
  }

  /**
   * Waits before the next try, or parks the event; whether it is to be tried again. An operator may
   * have decided meanwhile that it is not to be handled.
   */
  private boolean mayRetry(
      RecordedEvent event, Throwable failure, List<ParkedEventHandled> ifParked) throws Exception {
    RetryPolicy retry = work.options().retry();
    Position position = event.position();
    int tries = work.attempts().merge(position, 1, Integer::sum);
    boolean again =
        switch (retry.kinds().apply(failure)) {
          case PASSING -> true;
          case COUNTED -> tries < retry.attemptsMax();
          case LASTING -> false;
        };
    if (!again) {
      park(event, tries, ProcessorProgress.text(failure), ifParked);
    }
    work.progress().failed(FailurePlace.at(event), tries, failure, again);
    if (!again) {
      return false;
    }
    gate.rest(
        retry.pause(tries, ThreadLocalRandom.current().nextDouble()),
        () -> work.skipped().contains(position));
    if (work.skipped().contains(position)) {
      forget(position);
      return false;
    }
    return true;
  }

  private void obey(ParkedEvent parked, ProcessorRecord.Order order) throws Exception {
    RecordedEvent event = work.store().event(parked.position()).orElseThrow();
    if (!order.skips() && !alone(event, order.id(), List.of())) {
      return;
    }
    ParkedEventHandled done = new ParkedEventHandled(parked.position().toString());
    memory.unpark(parked.position(), parked.key());
    if (work.options().whenParked() != WhenParked.HOLD || followed(parked, order, done)) {
      work.remember(List.of(done));
      work.parked().handled(parked.position());
    }
  }

  /**
   * Handles an event until it is handled or skipped; false if it was parked, together with what
   * else is to be remembered then.
   */
  private boolean alone(RecordedEvent event, UUID order, List<ParkedEventHandled> ifParked)
      throws Exception {
    while (!work.skipped().contains(event.position())) {
      gate.pass();
      Optional<Throwable> failure = attempt(List.of(work.delivery(event, order)), _ -> {});
      if (failure.isEmpty()) {
        forget(event.position());
        work.progress().handled();
        return true;
      }
      if (!mayRetry(event, failure.get(), ifParked)) {
        return work.skipped().contains(event.position());
      }
    }
    return true;
  }

  /**
   * Handles what waited behind a parked event; false if one of that is parked now in its place. It
   * comes out of its turn, so it is handed over for the order: a bus that has later ones would take
   * it for one that it has.
   */
  private boolean followed(ParkedEvent parked, ProcessorRecord.Order order, ParkedEventHandled done)
      throws Exception {
    Position upTo = memory.reached();
    ReadRequest behind = ReadRequest.log(work.spec().filter()).after(parked.position());
    try (Cursor<RecordedEvent> events = work.store().read(behind)) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        if (event.position().isAfter(upTo)) {
          break;
        }
        boolean waited =
            !event.stream().isSystem() && work.spec().key().apply(event).equals(parked.key());
        if (waited && !alone(event, order.id(), List.of(done))) {
          return false;
        }
      }
    }
    memory.release(parked.key(), upTo);
    return true;
  }

  LaneHandler handler() {
    return handler;
  }

  int heldKeys() {
    return memory.heldKeys();
  }
}
