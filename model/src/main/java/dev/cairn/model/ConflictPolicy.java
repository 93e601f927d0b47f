package dev.cairn.model;

import java.time.Duration;

/**
 * What happens when another writer was faster.
 *
 * @param attemptsMax how often a command is decided at most, at least once
 * @param backoff the wait before it is decided again
 */
public record ConflictPolicy(int attemptsMax, Backoff backoff) {

  /** Up to 50 attempts, with waits that grow from at most 1 ms to at most 50 ms. */
  public static final ConflictPolicy DEFAULT =
      new ConflictPolicy(50, Backoff.jittered(Duration.ofMillis(1), Duration.ofMillis(50)));

  /** Checks the number of attempts. */
  public ConflictPolicy {
    if (attemptsMax < 1) {
      throw new IllegalArgumentException(
          "a command is decided once or more, not %d times".formatted(attemptsMax));
    }
  }
}
