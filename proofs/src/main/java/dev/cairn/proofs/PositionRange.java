package dev.cairn.proofs;

import java.util.Locale;

/**
 * Positions that follow each other.
 *
 * @param from the first
 * @param to the last
 */
public record PositionRange(long from, long to) {

  /** Refuses an empty range, and positions that no event has. */
  public PositionRange {
    if (from < 1 || to < from) {
      throw new IllegalArgumentException("no positions: %d to %d".formatted(from, to));
    }
  }

  /** How many there are. */
  public long count() {
    return to - from + 1;
  }

  @Override
  public String toString() {
    return from == to
        ? String.format(Locale.ROOT, "%,d", from)
        : String.format(Locale.ROOT, "%,d to %,d", from, to);
  }
}
