package dev.cairn.flow;

import dev.cairn.EventBatch;
import dev.cairn.Position;
import java.io.IOException;
import java.util.Optional;

/**
 * What a run works with: opened where its processor stands, closed when the run ends or when it
 * must begin again somewhere else. Used by the thread of the run, but for {@link #wake}.
 */
interface RunSession extends AutoCloseable {

  /**
   * How far the work is.
   *
   * @param position everything up to and including this position is settled
   * @param inFlight events that were read and are not settled
   * @param parked how many events are parked
   * @param heldKeys of how many keys the later events wait behind a parked one
   */
  record Seen(Position position, int inFlight, int parked, int heldKeys) {

    static final Seen NOTHING = at(Position.START);

    /** Where nothing is in flight or parked. */
    static Seen at(Position position) {
      return new Seen(position, 0, 0, 0);
    }
  }

  /**
   * What a run offers those who open its sessions.
   *
   * @param record what the store remembers of the processor, as far as it was read
   * @param stop where to rest: a rest ends when the run is stopped
   */
  record Run(ProcessorRecord record, LaneGate stop) {}

  /** Opens sessions, one after the other, as often as its run needs another one. */
  interface Opener extends AutoCloseable {

    /**
     * Opens a session where the processor stands.
     *
     * @return empty if somebody else was in the way; ask again
     */
    Optional<RunSession> open(Run run) throws Exception;

    /** Tells operators what ended the run. */
    void failed(String message) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** What was there to be read. */
  enum Read {
    /** Nothing, for as long as it was waited. */
    NOTHING,
    /** So few that others are to share the cost of the next batch. */
    FEW,
    /** As many as are worth a batch, or there is something left to do. */
    MANY;

    /** From so many on, one more would cost a batch nearly as much as one less. */
    static final int MANY_EVENTS = 256;

    /** By how many of so many there were. */
    static Read of(EventBatch batch, int most) {
      int count = batch.events().size();
      if (count == 0) {
        return NOTHING;
      }
      return count < Math.min(most, MANY_EVENTS) ? FEW : MANY;
    }
  }

  /** Takes what operators ordered since. */
  void obey();

  /**
   * Reads some events and works on them or hands them on; waits for new ones for as long as the
   * poll wait at most.
   */
  Read work() throws Exception;

  /** Whether another session is to be opened, as this one does not stand where it should. */
  boolean isOver();

  /**
   * How far it is.
   *
   * @throws Exception what ended a part of it
   */
  Seen seen() throws Exception;

  /** Keeps how far it is. */
  void save() throws IOException;

  /** Has a wait for events end soon. Called by any thread when the run is to stop. */
  void wake();

  @Override
  void close() throws IOException;
}
