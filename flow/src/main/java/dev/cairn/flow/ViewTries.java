package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import dev.cairn.Version;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Counts how often a projector failed since it last came on, and when it may try again. */
final class ViewTries {

  private final RetryPolicy retry;
  private final ProcessorProgress progress;
  private @Nullable Position failedAt;
  private int count;
  private long notBefore;
  private Version orders = Version.NONE;

  ViewTries(RetryPolicy retry, ProcessorProgress progress) {
    this.retry = retry;
    this.progress = progress;
  }

  /**
   * Returns if it is to be tried again.
   *
   * @param thrown what was thrown, which is thrown again if not
   * @param failure what went wrong
   * @param place where
   */
  void failed(Exception thrown, Throwable failure, FailurePlace place, ProcessorRecord record)
      throws Exception {
    if (isEnd(thrown)) {
      throw thrown;
    }
    count++;
    boolean again =
        switch (retry.kinds().apply(failure)) {
          case PASSING -> true;
          case COUNTED -> count < retry.attemptsMax();
          case LASTING -> false;
        };
    if (!again) {
      throw thrown;
    }
    progress.retriesOver();
    failedAt = place.position();
    progress.failed(place, count, failure, true);
    Duration pause = retry.pause(count, ThreadLocalRandom.current().nextDouble());
    notBefore = System.nanoTime() + pause.toNanos();
    orders = record.version();
  }

  private static boolean isEnd(Exception thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof LaneGate.Closed
        || thrown instanceof StoreClosedException;
  }

  /** How long it is to rest yet; operators who order something want to see it done. */
  Duration rest(ProcessorRecord record) {
    boolean waits = count > 0 && record.version().equals(orders);
    return Duration.ofNanos(waits ? Math.max(0, notBefore - System.nanoTime()) : 0);
  }

  /** How often it failed where it stands, by position. */
  SortedMap<Position, Integer> attempts() {
    return failedAt == null ? Collections.emptySortedMap() : new TreeMap<>(Map.of(failedAt, count));
  }

  /** It came on. */
  void succeeded() {
    if (failedAt != null) {
      progress.retriesOver();
      failedAt = null;
      count = 0;
    }
  }
}
