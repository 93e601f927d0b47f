package dev.cairn.flow;

import dev.cairn.EventBatch;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.flow.LaneWorker.Task;
import dev.cairn.flow.internal.InFlight;
import dev.cairn.flow.internal.ProcessorCheckpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a running processor, each with a thread of its own. Used by the thread that reads.
 */
final class LaneSet implements AutoCloseable {

  /** Events are read when so large a part of all that may be in flight is free. */
  private static final int ROOM_PART = 4;

  private final ProcessorWork work;
  private final LaneGate gate = new LaneGate();
  private final List<LaneWorker> workers = new ArrayList<>();
  private final List<LaneStart> starts;
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Obeyed> obeyed = new HashSet<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final boolean takesSystemEvents;
  private volatile boolean lost;

  /** Whether nothing else is parked until orders have made room. */
  private boolean isFull;

  private record Obeyed(UUID order, Position position) {}

  private LaneSet(
      ProcessorWork work,
      ProcessorRecord record,
      List<LaneHandler> handlers,
      List<LaneStart> starts) {
    this.work = work;
    this.starts = starts;
    this.takesSystemEvents = isOfSystem(work.spec().filter());
    for (int i = 0; i < handlers.size(); i++) {
      LaneStart start = starts.get(i);
      LaneMemory memory = new LaneMemory(work.options().whenParked(), start.from(), start.ahead());
      for (ParkedEvent event : record.parked().values()) {
        if (Lane.of(event.key(), handlers.size()) == i) {
          memory.park(event.position(), event.key());
        }
      }
      workers.add(new LaneWorker(work, gate, handlers.get(i), memory));
    }
    obey(record);
  }

  private static boolean isOfSystem(Filter filter) {
    return switch (filter) {
      case Filter.OfStream(var stream) -> stream.isSystem();
      case Filter.OfCategory(String category) -> category.startsWith("$");
      case Filter.Everything() -> false;
      case Filter.Matching _ -> false;
    };
  }

  /** Opens the handlers and asks them how far they are. */
  static LaneSet open(
      EventStore store,
      ProcessorSpec spec,
      ProcessorOptions options,
      ProcessorProgress progress,
      RunSession.Run run,
      ProcessorPlace place)
      throws Exception {
    ProcessorRecord record = run.record();
    List<LaneHandler> handlers = new ArrayList<>();
    try {
      List<LaneStart> starts = new ArrayList<>();
      for (int i = 0; i < options.lanes(); i++) {
        handlers.add(spec.handlers().open(new Lane(i, options.lanes())));
        starts.add(LaneStart.find(handlers.get(i), options, progress, run, place));
      }
      Position first = starts.stream().map(LaneStart::from).min(Position::compareTo).orElseThrow();
      ProcessorCheckpoint saved = place.saved();
      ProcessorWork work =
          new ProcessorWork(
              store,
              spec,
              options,
              progress,
              new InFlight(first),
              new TreeMap<>(saved.attempts()),
              new ParkedLimit(spec.name(), record.parked().keySet()),
              record.skipped(),
              place.resend().orElse(null),
              place.resend().isPresent() ? saved.resendUpTo() : Position.START,
              place.epoch());
      return new LaneSet(work, record, handlers, starts);
    } catch (Throwable e) {
      handlers.forEach(LaneHandler::close);
      throw e;
    }
  }

  /** Everything up to here is settled in all lanes when they begin. */
  Position from() {
    return starts.stream().map(LaneStart::from).min(Position::compareTo).orElseThrow();
  }

  void start() {
    for (int i = 0; i < workers.size(); i++) {
      LaneWorker worker = workers.get(i);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("cairn-lane-%s-%d".formatted(work.spec().name(), i))
              .start(() -> run(worker)));
    }
  }

  private void run(LaneWorker worker) {
    try {
      worker.run();
    } catch (LaneGate.Closed | StoreClosedException e) {
      // It was told to end.
    } catch (HandledLostException e) {
      lost = true;
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Whether the lanes are to be opened anew, as a destination has lost what it had. */
  boolean mustReopen() {
    return lost;
  }

  /** Throws what ended a lane. */
  void checkHealthy() throws Exception {
    switch (failure.get()) {
      case null -> {}
      case Error e -> throw e;
      case Exception e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Takes what operators ordered since. */
  void obey(ProcessorRecord record) {
    work.skipped().addAll(record.skipped());
    record
        .orders()
        .forEach((position, order) -> {
          ParkedEvent event = record.parked().get(position);
          if (event != null && obeyed.add(new Obeyed(order.id(), position))) {
            workers.get(Lane.of(event.key(), workers.size())).add(new Task.Obey(event, order));
          }
        });
    isFull = ParkedLimit.isReached(record.parked().size()) && !record.orders().isEmpty();
    gate.pause(record.pause().isPresent());
    gate.wake();
  }

  /** Sorts events into the lanes. */
  void add(EventBatch batch) {
    InFlight.Piece piece = work.inFlight().add(batch);
    List<List<Integer>> sorted = new ArrayList<>();
    workers.forEach(_ -> sorted.add(new ArrayList<>()));
    for (int i = 0; i < batch.events().size(); i++) {
      RecordedEvent event = batch.events().get(i);
      int lane = Lane.of(work.spec().key().apply(event), workers.size());
      boolean isOld = !event.position().isAfter(starts.get(lane).from());
      if (isOld || (event.stream().isSystem() && !takesSystemEvents)) {
        work.inFlight().settle(piece, i);
      } else {
        sorted.get(lane).add(i);
      }
    }
    for (int lane = 0; lane < sorted.size(); lane++) {
      if (!sorted.get(lane).isEmpty()) {
        workers.get(lane).add(new Task.Part(piece, sorted.get(lane)));
      }
    }
  }

  /**
   * Waits for a while until there is room for more events: for a part of all that may be in flight,
   * as a read of few costs as much as one of many. The rest may be held up by one lane. Where as
   * many are parked as may be, those that operators ordered to be handled come first: another
   * failure would stop the processor.
   */
  boolean awaitRoom() throws InterruptedException, LaneGate.Closed {
    if (isFull) {
      gate.rest(work.options().pollWait(), () -> false);
      return false;
    }
    int most = work.options().inFlightMax();
    int room = Math.max(1, most / ROOM_PART);
    return work.inFlight().awaitFewer(most - room + 1, work.options().pollWait());
  }

  int room() {
    return Math.max(1, work.options().inFlightMax() - open());
  }

  int open() {
    return work.inFlight().open();
  }

  InFlight.Settled settled() {
    return work.inFlight().settled();
  }

  /** How often events that are not settled were tried. */
  SortedMap<Position, Integer> attempts() {
    SortedMap<Position, Integer> attempts = new TreeMap<>();
    // One by one: the lanes change them meanwhile, which a copy of the whole does not bear.
    for (Map.Entry<Position, Integer> each : work.attempts().entrySet()) {
      attempts.put(each.getKey(), each.getValue());
    }
    return attempts;
  }

  int heldKeys() {
    return workers.stream().mapToInt(LaneWorker::heldKeys).sum();
  }

  /** Has the lanes end after what they are at, and waits for that, however long it takes. */
  void end() {
    gate.close();
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the handlers. */
  @Override
  public void close() {
    workers.forEach(worker -> worker.handler().close());
  }
}
