package dev.cairn.flow.saga;

import dev.cairn.model.AggregateType;
import dev.cairn.model.EventCodec;

/**
 * A kind of aggregate that sagas send commands to. One constant for each kind is enough: {@code
 * Receiver.of(PAYMENT, JsonCodec.forSealed(PaymentCommand.class))}.
 *
 * <p>Commands are recorded before they are sent, so they have a codec, like events. Where they hold
 * personal data it is one that seals.
 *
 * @param type the kind of aggregate
 * @param commands how its commands are recorded
 * @param <C> its commands
 */
public record Receiver<C>(AggregateType<C, ?, ?> type, EventCodec<C> commands) {

  /** Returns a receiver. */
  public static <C> Receiver<C> of(AggregateType<C, ?, ?> type, EventCodec<C> commands) {
    return new Receiver<>(type, commands);
  }

  /** The category of its streams. */
  String category() {
    return type.category();
  }
}
