package dev.cairn.flow.saga;

import dev.cairn.EventStore;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.model.Commands;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Takes instances further. Each step is one append on the version that was read: what is
 * outstanding is finished first, then a trigger is let in, then what that sent is finished. So a
 * crash between any two steps leaves nothing but steps to be done. Thread-safe.
 */
final class Reactor<T, S, E> {

  /** Most steps of one instance in a row. */
  static final int STEPS_MAX = 300;

  private static final int LOCKS = 64;

  private final EventStore store;
  private final SagaType<T, S, E> type;
  private final Recorder<E> recorder;
  private final Sender sender;
  private final InstantSource time;
  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  Reactor(EventStore store, SagaType<T, S, E> type, Commands commands, InstantSource time) {
    this.store = store;
    this.type = type;
    this.recorder = new Recorder<>(store, type);
    this.sender = new Sender(store, type, commands, time);
    this.time = time;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** Lets in what an event elsewhere says, unless it was let in before or is for no instance. */
  void hear(RecordedEvent event, SagaType.Correlated<? extends T> said) {
    SagaRecord.Heard mark = new SagaRecord.Heard(event.stream().value(), event.id(), said.child());
    advance(
        type.stream(said.key()),
        track -> {
          boolean concerned = track.began() ? !track.ended() : said.starts();
          return concerned && !track.hasHeard(mark)
              ? Optional.of(
                  Input.of(
                      mark,
                      new Trigger.Happened<>(said.event(), event.timestamp()),
                      event.id().toString(),
                      Track.correlation(event).orElse(event.id().toString())))
              : Optional.empty();
        });
  }

  /** Lets a deadline come, if the instance still waits for it and it is due. */
  void fire(StreamId stream, String deadline) {
    advance(
        stream,
        track -> {
          Instant now = time.instant();
          return track
              .deadline(deadline)
              .filter(pending -> !pending.due().isAfter(now))
              .map(pending ->
                  Input.of(
                      new SagaRecord.Fired(deadline, pending.due()),
                      new Trigger.DeadlineDue<>(deadline, now),
                      pending.event().toString(),
                      track.correlation()));
        });
  }

  /** Carries out an operator's order to try again, if there is one. */
  void retry(StreamId stream) {
    advance(
        stream,
        track ->
            track.mayRetry()
                ? Optional.of(
                    Input.of(
                        new SagaRecord.Retried(),
                        new Trigger.Retried<>(time.instant()),
                        track.correlation(),
                        track.correlation()))
                : Optional.empty());
  }

  /** Finishes what is outstanding. */
  void resume(StreamId stream) {
    advance(stream, _ -> Optional.empty());
  }

  private void advance(StreamId stream, Function<Track, Optional<Input<T>>> cause) {
    ReentrantLock lock = locks[Math.floorMod(stream.hashCode(), LOCKS)];
    lock.lock();
    try {
      steps(stream, cause);
    } finally {
      lock.unlock();
    }
  }

  private void steps(StreamId stream, Function<Track, Optional<Input<T>>> cause) {
    boolean letIn = false;
    for (int step = 0; step < STEPS_MAX; step++) {
      Instance<S> instance = Instance.load(store, type, stream);
      Optional<Track.Outstanding> outstanding = instance.track().outstanding();
      if (outstanding.isPresent()) {
        Optional<Input<T>> answer = sender.send(instance.track(), outstanding.get());
        answer.ifPresent(input -> record(instance, input));
        continue;
      }
      Optional<Input<T>> input = letIn ? Optional.empty() : cause.apply(instance.track());
      if (input.isEmpty()) {
        return;
      }
      letIn = record(instance, input.get());
    }
    throw new SagaException(
        stream,
        "it has not come to rest after %d steps in a row; a saga that answers a refusal with the same command waits in between, by a deadline"
            .formatted(STEPS_MAX),
        null);
  }

  /** Returns false if the instance has changed since it was read. */
  private boolean record(Instance<S> instance, Input<T> input) {
    Track track = instance.track();
    Reaction<E> reaction =
        track.ended() ? Reaction.nothing() : type.saga().react(instance.state(), input.trigger());
    boolean begins = !reaction.equals(Reaction.nothing());
    return (!track.began() && !begins) || recorder.record(track, input, reaction);
  }
}
