package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Counts how often a projector failed at one place, and rests before it tries again. */
final class ViewTries {

  private final RetryPolicy retry;
  private final ProcessorProgress progress;
  private @Nullable Position failedAt;
  private int count;

  ViewTries(RetryPolicy retry, ProcessorProgress progress) {
    this.retry = retry;
    this.progress = progress;
  }

  /**
   * Rests, and returns if it is to be tried again.
   *
   * @param thrown what was thrown, which is thrown again if not
   * @param failure what went wrong
   * @param place where
   */
  void failed(Exception thrown, Throwable failure, FailurePlace place, LaneGate stop)
      throws Exception {
    if (isEnd(thrown)) {
      throw thrown;
    }
    count = place.position().equals(failedAt) ? count + 1 : 1;
    failedAt = place.position();
    boolean again =
        switch (retry.kinds().apply(failure)) {
          case PASSING -> true;
          case COUNTED -> count < retry.attemptsMax();
          case LASTING -> false;
        };
    if (!again) {
      throw thrown;
    }
    progress.failed(place, count, failure, true);
    stop.rest(retry.pause(count, ThreadLocalRandom.current().nextDouble()), () -> false);
  }

  private static boolean isEnd(Exception thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof LaneGate.Closed
        || thrown instanceof StoreClosedException;
  }

  /** How often it failed where it stands, by position. */
  SortedMap<Position, Integer> attempts() {
    return failedAt == null ? Collections.emptySortedMap() : new TreeMap<>(Map.of(failedAt, count));
  }

  /** It came past the place at which it had failed. */
  void succeeded() {
    if (failedAt != null) {
      progress.settled(failedAt);
      failedAt = null;
      count = 0;
    }
  }
}
