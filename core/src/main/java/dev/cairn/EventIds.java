package dev.cairn;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes event ids: UUIDs of version 7 (RFC 9562 §5.7), whose first 48 bits are the time in
 * milliseconds, so that ids made one after the other lie together. Ids of one millisecond are not
 * ordered among themselves: the order of events is their position, never their id. Thread-safe if
 * its source of randomness is.
 */
public final class EventIds {

  private static final EventIds SYSTEM = new EventIds(InstantSource.system(), new SecureBits());

  private final InstantSource time;
  private final RandomGenerator random;

  /**
   * Makes ids from the given sources, for repeatable tests.
   *
   * @param time what the first 48 bits are taken from
   * @param random what the other 74 free bits are taken from
   */
  public EventIds(InstantSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  /** Returns a new id from the system's clock and secure randomness. */
  public static UUID random() {
    return SYSTEM.next();
  }

  /** Returns a new id. */
  public UUID next() {
    long high = (time.millis() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }
}
