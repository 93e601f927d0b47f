package dev.cairn.flow;

import dev.cairn.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A processor or a projector at a glance.
 *
 * @param name its name
 * @param state what it is doing
 * @param position everything up to and including this position is handled, parked or skipped; of a
 *     projector, it is in the view
 * @param head the end of the log at this moment
 * @param inFlight events that were read and are not settled
 * @param lag how long ago it was last level with the head, to within about a second; zero if it is
 *     level now
 * @param handled how many events were handled since it was made
 * @param perSecond how many events were handled per second of late
 * @param retrying events that failed and are tried again
 * @param parked how many events are parked
 * @param heldKeys of how many keys the later events wait behind a parked one
 * @param stalledFor for how long it has finished nothing although it had work, once that is longer
 *     than its options allow
 * @param epoch how often its lease has changed hands; 0 for a projector, which needs none
 * @param lastError the message of the last failure; empty if there was none
 */
public record ProcessorStatus(
    String name,
    ProcessorState state,
    Position position,
    Position head,
    int inFlight,
    Duration lag,
    long handled,
    double perSecond,
    List<Retry> retrying,
    int parked,
    int heldKeys,
    Optional<Duration> stalledFor,
    long epoch,
    String lastError) {

  /** Copies the list. */
  public ProcessorStatus {
    retrying = List.copyOf(retrying);
  }

  /**
   * An event that failed and is tried again.
   *
   * @param position where it is
   * @param attempts how often it was tried
   * @param since when it failed first
   * @param error what it failed at last
   */
  public record Retry(Position position, int attempts, Instant since, String error) {}
}
