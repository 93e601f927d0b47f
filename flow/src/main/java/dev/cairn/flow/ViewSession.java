package dev.cairn.flow;

import dev.cairn.EventBatch;
import dev.cairn.RecordedEvent;
import dev.cairn.Subscription;
import dev.cairn.flow.internal.PlacedFailure;
import dev.cairn.flow.internal.TargetSession;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log and applies it to a view in batches, each in one transaction together with the
 * position behind it.
 */
final class ViewSession implements RunSession {

  private final Subscription events;
  private final TargetSession target;
  private final ProjectorOptions options;
  private final ProcessorProgress progress;
  private final Run run;
  private final ViewTries tries;
  private final Optional<ViewNotes> notes;
  private volatile boolean stopping;
  private boolean over;

  /** What was read and is not applied yet, because another process is writing. */
  private @Nullable EventBatch waiting;

  ViewSession(
      Subscription events,
      TargetSession target,
      ProjectorOptions options,
      ProcessorProgress progress,
      Run run,
      ViewTries tries,
      Optional<ViewNotes> notes) {
    this.events = events;
    this.target = target;
    this.options = options;
    this.progress = progress;
    this.run = run;
    this.tries = tries;
    this.notes = notes;
  }

  /** Does nothing: they are looked at with each batch. */
  @Override
  public void obey() {}

  @Override
  public Read work() throws Exception {
    if (!target.current()) {
      over = true;
      return Read.MANY;
    }
    try {
      EventBatch read = waiting == null ? read() : waiting;
      if (!read.upTo().equals(target.position())) {
        apply(withoutSkipped(read));
      }
      return waiting == null ? Read.of(read, options.batchEventsMax()) : Read.MANY;
    } catch (PlacedFailure e) {
      failed(e, e.thrown(), e.place());
    } catch (Exception e) {
      failed(e, e, FailurePlace.behind(target.position()));
    }
    return Read.MANY;
  }

  private EventBatch read() throws InterruptedException {
    return events.next(options.batchEventsMax(), options.pollWait());
  }

  private EventBatch withoutSkipped(EventBatch batch) {
    NavigableSet<?> skipped = run.record().skipped();
    if (skipped.isEmpty()) {
      return batch;
    }
    List<RecordedEvent> left =
        batch.events().stream().filter(event -> !skipped.contains(event.position())).toList();
    return new EventBatch(left, batch.upTo());
  }

  private void apply(EventBatch batch) throws Exception {
    switch (target.apply(batch, () -> stopping)) {
      case APPLIED -> {
        waiting = null;
        progress.handled(batch.events().size());
        tries.succeeded();
      }
      case BUSY -> waiting = batch;
      case LOST, GIVEN_UP -> over = true;
    }
  }

  /** The transaction may be open halfway: the view is closed, which ends that, before it rests. */
  private void failed(Exception thrown, Throwable failure, FailurePlace place) throws Exception {
    tries.failed(thrown, failure, place, run.record());
    over = true;
  }

  @Override
  public boolean isOver() {
    return over;
  }

  @Override
  public Seen seen() {
    return Seen.at(target.position());
  }

  @Override
  public void save() {
    if (notes.isPresent()) {
      notes.get().stands(target.checkpoint(), tries.attempts());
    }
  }

  @Override
  public void wake() {
    stopping = true;
    events.close();
  }

  @Override
  public void close() {
    try (target;
        events) {
      save();
    }
  }
}
