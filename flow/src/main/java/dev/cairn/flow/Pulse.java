package dev.cairn.flow;

import dev.cairn.flow.internal.RateMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a run worked last, and how quickly it works. Not thread-safe. */
final class Pulse {

  private final Duration stalledAfter;
  private RateMeter rate;
  private Instant lastLevel;
  private Instant lastWork;
  private long counted;
  private boolean stallTold;

  /**
   * Of one that has not worked yet.
   *
   * @param stalledAfter one that has work and has finished none for so long counts as stalled
   */
  Pulse(Duration stalledAfter, Instant now) {
    this.stalledAfter = stalledAfter;
    this.rate = new RateMeter(now);
    this.lastLevel = now;
    this.lastWork = now;
  }

  /** A run begins. */
  void begin(Instant now) {
    rate = new RateMeter(now);
    lastLevel = now;
    work(now);
  }

  /** It did something, or has no reason to. */
  void work(Instant now) {
    lastWork = now;
    stallTold = false;
  }

  /**
   * It was looked at.
   *
   * @param handled how many events it has handled so far
   * @param level whether it has handled all
   * @param excused whether it has come on in another way, or is to rest
   */
  void look(long handled, boolean level, boolean excused, Instant now) {
    boolean worked = handled > counted || level || excused;
    rate.add((int) Math.min(handled - counted, Integer.MAX_VALUE), now);
    counted = handled;
    lastLevel = level ? now : lastLevel;
    if (worked) {
      work(now);
    }
  }

  /** For how long it has finished nothing, if that is too long. */
  Optional<Duration> stall(Instant now) {
    Duration still = Duration.between(lastWork, now);
    return still.compareTo(stalledAfter) >= 0 ? Optional.of(still) : Optional.empty();
  }

  /** The same, once for each time that it stalls. */
  Optional<Duration> newStall(Instant now) {
    Optional<Duration> stall = stallTold ? Optional.empty() : stall(now);
    stallTold |= stall.isPresent();
    return stall;
  }

  /** How long ago it was level. */
  Duration lag(Instant now) {
    return Duration.between(lastLevel, now);
  }

  /** How many events it has handled per second of late. */
  double perSecond(Instant now) {
    return rate.perSecond(now);
  }
}
