package dev.cairn.flow.internal;

import dev.cairn.EventBatch;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events that were handed to the lanes of a processor, until all before them are settled too:
 * tells up to where everything is, and what is settled beyond that. Thread-safe.
 */
public final class InFlight {

  /** Some events that were read together. */
  public static final class Piece {
    private final EventBatch batch;
    private final BitSet settled;
    private int open;

    private Piece(EventBatch batch) {
      this.batch = batch;
      this.settled = new BitSet(batch.events().size());
      this.open = batch.events().size();
    }

    /** One of its events. */
    public RecordedEvent event(int index) {
      return batch.events().get(index);
    }
  }

  /**
   * What is settled.
   *
   * @param upTo everything up to here
   * @param ahead what is behind that and settled, in order
   */
  public record Settled(Position upTo, List<Position> ahead) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settling = lock.newCondition();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private Position upTo;
  private int open;

  /** Who waits for fewer open events than this is to be woken; 0 while nobody waits. */
  private int awaited;

  /** Nothing is in flight; everything up to a position is settled. */
  public InFlight(Position upTo) {
    this.upTo = upTo;
  }

  /** Adds what was read next. */
  public Piece add(EventBatch batch) {
    lock.lock();
    try {
      Piece piece = new Piece(batch);
      pieces.add(piece);
      open += batch.events().size();
      advance();
      return piece;
    } finally {
      lock.unlock();
    }
  }

  /** An event of a piece is settled; once more changes nothing. */
  public void settle(Piece piece, int index) {
    lock.lock();
    try {
      if (!piece.settled.get(index)) {
        piece.settled.set(index);
        piece.open--;
        open--;
        advance();
        if (open < awaited) {
          settling.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void advance() {
    while (!pieces.isEmpty() && pieces.getFirst().open == 0) {
      upTo = pieces.removeFirst().batch.upTo();
    }
  }

  /** How many events are not settled. */
  public int open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** What is settled now, to the event. */
  public Settled settled() {
    lock.lock();
    try {
      Position all = upTo;
      List<Position> ahead = new ArrayList<>();
      boolean gap = false;
      for (Piece piece : pieces) {
        for (int i = 0; i < piece.batch.events().size(); i++) {
          Position position = piece.event(i).position();
          if (!piece.settled.get(i)) {
            gap = true;
          } else if (gap) {
            ahead.add(position);
          } else {
            all = position;
          }
        }
      }
      return new Settled(all, ahead);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until fewer than so many events are open, or the time is over. For one thread. */
  public boolean awaitFewer(int most, Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      awaited = most;
      long left = wait.toNanos();
      while (open >= most && left > 0) {
        left = settling.awaitNanos(left);
      }
      return open < most;
    } finally {
      awaited = 0;
      lock.unlock();
    }
  }
}
