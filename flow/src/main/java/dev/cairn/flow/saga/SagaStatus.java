package dev.cairn.flow.saga;

import dev.cairn.StreamId;
import java.time.Instant;
import java.util.List;

/**
 * An instance at a glance.
 *
 * @param stream its stream
 * @param phase where it stands
 * @param since since when nothing has happened to it
 * @param reason why it is stuck; empty where it is not
 * @param awaited what it waits for, answers first; where there is nothing, it waits for an event
 */
public record SagaStatus(
    StreamId stream, SagaPhase phase, Instant since, String reason, List<Awaited> awaited) {

  /** Copies the list. */
  public SagaStatus {
    awaited = List.copyOf(awaited);
  }

  /** Something that an instance waits for. */
  public sealed interface Awaited {

    /** Since when. */
    Instant since();
  }

  /**
   * The answer to a command: it is being sent, or could not be.
   *
   * @param command the name of the command
   * @param to the aggregate it is for
   * @param since since when
   */
  public record AwaitedAnswer(String command, StreamId to, Instant since) implements Awaited {}

  /**
   * A moment.
   *
   * @param deadline its name
   * @param due when it comes
   * @param since when it was set
   */
  public record AwaitedDeadline(String deadline, Instant due, Instant since) implements Awaited {}
}
