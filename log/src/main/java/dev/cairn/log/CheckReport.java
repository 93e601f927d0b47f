package dev.cairn.log;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import java.util.List;

/**
 * What a check of a store found.
 *
 * @param events sound events
 * @param bytes bytes read
 * @param segments files read
 * @param head the position of the last sound event
 * @param damages what is damaged, in order; at most {@link LogCheck#DAMAGES_MAX}
 */
public record CheckReport(
    long events, long bytes, long segments, Position head, List<CorruptStoreException> damages) {

  /** Copies the list. */
  public CheckReport {
    damages = List.copyOf(damages);
  }

  /** Whether nothing is damaged. */
  public boolean isClean() {
    return damages.isEmpty();
  }
}
