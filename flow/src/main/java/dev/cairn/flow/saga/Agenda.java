package dev.cairn.flow.saga;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be done with instances although no event from elsewhere comes: deadlines, commands that
 * a crash left without an answer, orders to try again. Folded from the streams of one kind of saga;
 * it holds the next deadlines and what is outstanding now. For one thread.
 *
 * <p>Deadlines beyond the limit are found by reading the streams again when the others have come.
 * If as many as the limit cannot go on, those behind wait for them.
 */
final class Agenda {

  /** How long whoever recorded a command has for its answer before it is sent once more. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int DOUBLINGS_MAX = 9;

  /** Something to be done. */
  sealed interface Task {
    /** The instance. */
    StreamId stream();
  }

  /** A deadline is due. */
  record Fire(StreamId stream, String deadline) implements Task {}

  /** A command has no answer. */
  record Resume(StreamId stream) implements Task {}

  /** An operator wants it to try again. */
  record Retry(StreamId stream) implements Task {}

  /**
   * Commands of an instance that have no answer.
   *
   * @param commands where they were recorded in the stream
   * @param from when they are sent once more
   */
  private record Unanswered(Set<Long> commands, Instant from) {}

  /**
   * An instance that could not be taken further.
   *
   * @param times how often in a row
   * @param until when it is tried again
   * @param error why
   */
  record Failed(int times, Instant until, String error) {}

  /**
   * What is known already when the log is read again.
   *
   * @param upTo how far it had been read
   * @param open the deadlines before the horizon that are still to come
   * @param horizon all others before it have come or were cancelled
   */
  private record Known(
      Position upTo, Set<DeadlineWindow.Entry> open, DeadlineWindow.Entry horizon) {

    boolean isOver(DeadlineWindow.Entry entry, Position position) {
      return !position.isAfter(upTo) && entry.compareTo(horizon) < 0 && !open.contains(entry);
    }
  }

  private final DeadlineWindow deadlines;
  private final @Nullable Known known;
  private final Map<StreamId, Unanswered> unanswered = new LinkedHashMap<>();
  private final Set<StreamId> retries = new LinkedHashSet<>();
  private final Map<StreamId, Failed> failed = new HashMap<>();

  private Agenda(int deadlinesMax, @Nullable Known known) {
    this.deadlines = new DeadlineWindow(deadlinesMax);
    this.known = known;
  }

  /** An empty one, to be filled from the beginning of the log. */
  static Agenda empty(int deadlinesMax) {
    return new Agenda(deadlinesMax, null);
  }

  /**
   * An empty one, to be filled from the beginning of the log once more, with the deadlines that
   * this one has forgotten.
   *
   * @param upTo how far this one was filled
   */
  Agenda anew(int deadlinesMax, Position upTo) {
    Known all =
        deadlines
            .horizon()
            .map(horizon -> new Known(upTo, deadlines.entries(), horizon))
            .orElse(null);
    Agenda next = new Agenda(deadlinesMax, all);
    next.failed.putAll(failed);
    return next;
  }

  /**
   * Takes in an event of an instance.
   *
   * @param from when a command in it that gets no answer is sent once more
   */
  void add(RecordedEvent event, Instant from) {
    if (SagaRecord.CODEC.types().contains(event.type())) {
      SagaRecord.CODEC.decode(event).forEach(record -> add(record, event, from));
    }
  }

  private void add(SagaRecord record, RecordedEvent event, Instant from) {
    StreamId stream = event.stream();
    switch (record) {
      case SagaRecord.Heard _, SagaRecord.Compensating _, SagaRecord.Stuck _ -> {}
      case SagaRecord.Fired(String deadline, Instant _) -> deadlines.cancel(stream, deadline);
      case SagaRecord.Accepted(String _, long version) -> answered(stream, version);
      case SagaRecord.Refused(String _, long version, String _, String _) ->
          answered(stream, version);
      case SagaRecord.Retried() -> retries.remove(stream);
      case SagaRecord.RetryOrdered _ -> retries.add(stream);
      case SagaRecord.Sent _ ->
          unanswered
              .computeIfAbsent(stream, _ -> new Unanswered(new HashSet<>(), from))
              .commands()
              .add(event.version().number());
      case SagaRecord.DeadlineSet(String deadline, Instant due) ->
          set(new DeadlineWindow.Entry(due, stream, deadline), event.position());
      case SagaRecord.DeadlineCancelled(String deadline) -> deadlines.cancel(stream, deadline);
      case SagaRecord.Completed _, SagaRecord.Compensated _ -> {
        deadlines.cancelAll(stream);
        retries.remove(stream);
      }
    }
  }

  private void set(DeadlineWindow.Entry entry, Position position) {
    Known before = known;
    if (before != null && before.isOver(entry, position)) {
      deadlines.cancel(entry.stream(), entry.name());
    } else {
      deadlines.set(entry.stream(), entry.name(), entry.due());
    }
  }

  private void answered(StreamId stream, long version) {
    Unanswered open = unanswered.get(stream);
    if (open != null) {
      open.commands().remove(version);
      if (open.commands().isEmpty()) {
        unanswered.remove(stream);
      }
    }
  }

  /** What is to be done now, in order of due times; what failed lately is left for later. */
  List<Task> due(Instant now) {
    List<Task> tasks = new ArrayList<>();
    unanswered.forEach((stream, open) -> {
      if (!open.from().isAfter(now)) {
        tasks.add(new Resume(stream));
      }
    });
    retries.forEach(stream -> tasks.add(new Retry(stream)));
    deadlines.due(now).forEach(entry -> tasks.add(new Fire(entry.stream(), entry.name())));
    tasks.removeIf(task -> {
      Failed failure = failed.get(task.stream());
      return failure != null && failure.until().isAfter(now);
    });
    return tasks;
  }

  /** A task was done. */
  void done(Task task) {
    failed.remove(task.stream());
    switch (task) {
      case Fire(StreamId stream, String deadline) -> deadlines.cancel(stream, deadline);
      case Resume(StreamId stream) -> unanswered.remove(stream);
      case Retry(StreamId stream) -> retries.remove(stream);
    }
  }

  /** A task failed: the instance is left alone for a while, twice as long each time. */
  void failed(Task task, Instant now, String error) {
    Failed before = failed.get(task.stream());
    int times = before == null ? 1 : before.times() + 1;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, DOUBLINGS_MAX));
    failed.put(task.stream(), new Failed(times, now.plus(pause), error));
  }

  /** Why instances could not be taken further at their last try. */
  Map<StreamId, String> failures() {
    Map<StreamId, String> errors = new HashMap<>();
    failed.forEach((stream, failure) -> errors.put(stream, failure.error()));
    return errors;
  }

  /** When the next deadline is due, if no event comes before. */
  Instant next() {
    return deadlines.next();
  }

  /** Whether a deadline that was forgotten may be due, so that the log must be read again. */
  boolean isIncomplete(Instant now) {
    return deadlines.horizon().filter(first -> !first.due().isAfter(now)).isPresent();
  }

  /** Whether it knows more of the deadlines to come than that one. */
  boolean seesFurtherThan(Agenda other) {
    return !deadlines.horizon().equals(other.deadlines.horizon());
  }
}
