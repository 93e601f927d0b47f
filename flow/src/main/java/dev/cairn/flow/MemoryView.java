package dev.cairn.flow;

import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.internal.Checkpoint;
import dev.cairn.flow.internal.PlacedFailure;
import dev.cairn.flow.internal.Target;
import dev.cairn.flow.internal.TargetSession;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A view that is a value in memory: events folded into an immutable state, published after each
 * batch. It begins with the whole log whenever its process does, so it suits what is small and
 * quickly folded.
 *
 * <p>Run by one {@link Projector} at a time; read by any thread, without waiting.
 *
 * @param <S> the state; immutable, as readers see it while the next one is made
 */
public final class MemoryView<S> {

  /**
   * Adds an event to a state.
   *
   * @param <S> the state
   */
  @FunctionalInterface
  public interface Fold<S> {

    /** The state after the event; the one before it stays as it was. */
    S apply(S state, RecordedEvent event) throws Exception;
  }

  /**
   * A state and where in the log it is from.
   *
   * @param <S> the state
   * @param state what was folded
   * @param position everything up to and including this position is in it
   */
  public record Snapshot<S>(S state, Position position) {}

  /** What was published, with all that is needed to continue from there. */
  private record Published<S>(Snapshot<S> snapshot, Optional<Checkpoint> checkpoint) {}

  private static final int CODE_VERSION = 1;

  private final String name;
  private final Filter filter;
  private final Fold<S> fold;
  private volatile Published<S> published;

  private MemoryView(String name, Filter filter, S initial, Fold<S> fold) {
    this.name = name;
    this.filter = filter;
    this.fold = fold;
    this.published = new Published<>(new Snapshot<>(initial, Position.START), Optional.empty());
  }

  /**
   * Makes a view that nobody runs yet.
   *
   * @param name what it is called in states, errors and logs
   * @param filter the events it is interested in
   * @param initial the state before the first event
   * @param fold adds an event to a state
   */
  public static <S> MemoryView<S> of(String name, Filter filter, S initial, Fold<S> fold) {
    return new MemoryView<>(name, filter, initial, fold);
  }

  /** The latest state. */
  public S state() {
    return snapshot().state();
  }

  /** The latest state and where in the log it is from. */
  public Snapshot<S> snapshot() {
    return published.snapshot();
  }

  Target target() {
    return new MemoryTarget();
  }

  private final class MemoryTarget implements Target {

    @Override
    public String name() {
      return name;
    }

    @Override
    public Filter filter() {
      return filter;
    }

    @Override
    public Optional<TargetSession> open(EventReader events, Opening why) {
      Optional<Checkpoint> known = published.checkpoint();
      known.ifPresent(checkpoint -> checkpoint.verify("view '" + name + "'", events));
      return Optional.of(
          new MemorySession(events, known.orElseGet(() -> Checkpoint.start(events, CODE_VERSION))));
    }
  }

  private final class MemorySession implements TargetSession {

    private final EventReader events;
    private Checkpoint checkpoint;

    MemorySession(EventReader events, Checkpoint checkpoint) {
      this.events = events;
      this.checkpoint = checkpoint;
    }

    @Override
    public Checkpoint checkpoint() {
      return checkpoint;
    }

    @Override
    public boolean current() {
      return true;
    }

    @Override
    public Outcome apply(EventBatch batch, BooleanSupplier giveUp) throws PlacedFailure {
      S state = state();
      for (RecordedEvent event : batch.events()) {
        if (giveUp.getAsBoolean()) {
          return Outcome.GIVEN_UP;
        }
        state = folded(state, event);
      }
      checkpoint = checkpoint.at(batch, events);
      published = new Published<>(new Snapshot<>(state, batch.upTo()), Optional.of(checkpoint));
      return Outcome.APPLIED;
    }

    private S folded(S state, RecordedEvent event) throws PlacedFailure {
      try {
        return fold.apply(state, event);
      } catch (Throwable e) {
        throw new PlacedFailure(event, e);
      }
    }

    @Override
    public void close() {}
  }
}
