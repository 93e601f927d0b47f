package dev.cairn.flow.saga;

import dev.cairn.model.EventName;
import dev.cairn.model.JsonCodec;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What the runner writes into the stream of an instance, beside the saga's own events. A reaction
 * is one append: first the mark of its trigger, then what follows from it.
 */
sealed interface SagaRecord {

  /** How they are stored. */
  JsonCodec<SagaRecord> CODEC = JsonCodec.forSealed(SagaRecord.class);

  /**
   * Mark: an event elsewhere was dealt with.
   *
   * @param stream its stream
   * @param event its id
   * @param child which of the events that it was read as, from 0
   */
  @EventName("$SagaHeard")
  record Heard(String stream, UUID event, int child) implements SagaRecord {}

  /**
   * Mark: a deadline has come.
   *
   * @param deadline its name
   * @param due when it was due
   */
  @EventName("$DeadlineFired")
  record Fired(String deadline, Instant due) implements SagaRecord {}

  /**
   * Mark: a command was accepted.
   *
   * @param command its name
   * @param version where it was recorded in this stream
   */
  @EventName("$CommandAccepted")
  record Accepted(String command, long version) implements SagaRecord {}

  /**
   * Mark: a command was refused.
   *
   * @param command its name
   * @param version where it was recorded in this stream
   * @param rule the rule that it would have broken
   * @param message the same for people
   */
  @EventName("$CommandRefused")
  record Refused(String command, long version, String rule, String message) implements SagaRecord {}

  /** Mark: an operator's order to try again was carried out. */
  @EventName("$SagaRetried")
  record Retried() implements SagaRecord {}

  /**
   * An operator wants an instance that is stuck to try again.
   *
   * @param by who
   * @param why what has changed
   */
  @EventName("$SagaRetryOrdered")
  record RetryOrdered(String by, String why) implements SagaRecord {}

  /**
   * A command is to be sent. The version of this event in its stream is part of the request's id.
   *
   * @param command its name
   * @param category the kind of aggregate it is for
   * @param id which one
   * @param type the name of its form
   * @param schema the version of its form
   * @param data what is asked for
   */
  @EventName("$CommandSent")
  record Sent(String command, String category, String id, String type, int schema, JsonNode data)
      implements SagaRecord {}

  /**
   * A deadline was set, in the place of one of the same name.
   *
   * @param deadline its name
   * @param due when it comes
   */
  @EventName("$DeadlineSet")
  record DeadlineSet(String deadline, Instant due) implements SagaRecord {}

  /**
   * A deadline was cancelled.
   *
   * @param deadline its name
   */
  @EventName("$DeadlineCancelled")
  record DeadlineCancelled(String deadline) implements SagaRecord {}

  /** What was done is being undone. */
  @EventName("$SagaCompensating")
  record Compensating() implements SagaRecord {}

  /**
   * It cannot go on by itself.
   *
   * @param reason why
   */
  @EventName("$SagaStuck")
  record Stuck(String reason) implements SagaRecord {}

  /** It has ended with everything done. */
  @EventName("$SagaCompleted")
  record Completed() implements SagaRecord {}

  /** It has ended with everything undone that was done. */
  @EventName("$SagaCompensated")
  record Compensated() implements SagaRecord {}
}
