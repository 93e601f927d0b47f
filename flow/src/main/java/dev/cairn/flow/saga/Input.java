package dev.cairn.flow.saga;

import dev.cairn.StreamId;
import dev.cairn.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trigger on its way into an instance, with what is recorded of it.
 *
 * @param mark that it was dealt with
 * @param trigger what the saga is asked
 * @param cause the id of the event behind it
 * @param correlation the id of what it is part of, where this begins the instance
 * @param judged the aggregate that refused a command, which must still be as it was; null if none
 */
record Input<T>(
    SagaRecord mark,
    Trigger<T> trigger,
    String cause,
    String correlation,
    @Nullable Judged judged) {

  /** An aggregate, and the version at which it refused. */
  record Judged(StreamId stream, Version version) {}

  /** Something other than a refusal. */
  static <T> Input<T> of(SagaRecord mark, Trigger<T> trigger, String cause, String correlation) {
    return new Input<>(mark, trigger, cause, correlation, null);
  }

  /** What must still be so where a refusal is recorded. */
  Optional<Judged> refusedBy() {
    return Optional.ofNullable(judged);
  }
}
