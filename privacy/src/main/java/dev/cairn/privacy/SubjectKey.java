package dev.cairn.privacy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.crypto.SecretKey;

/**
 * A key of a subject, 256 bits of randomness.
 *
 * @param number which of the subject's keys, from 1; a sealed value names it
 * @param created when it was made, in microseconds
 * @param secret the key
 */
public record SubjectKey(int number, Instant created, SecretKey secret) {

  /** Cuts the time to what is stored. */
  public SubjectKey {
    if (number < 1) {
      throw new IllegalArgumentException("keys are numbered from 1, not " + number);
    }
    created = created.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public String toString() {
    return "key %d of %s".formatted(number, created);
  }
}
