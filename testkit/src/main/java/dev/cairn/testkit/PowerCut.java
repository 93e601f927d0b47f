package dev.cairn.testkit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the power is cut: what becomes of everything that was not synced.
 *
 * @param choice decides between the states that something may be found in, the oldest one first
 * @param tears whether the last write to a file may be torn anywhere, also within a sector
 * @param ledger counts what is taken
 * @param ignored names of files that nobody relies on: their sectors are as last written
 */
record PowerCut(Choice choice, boolean tears, @Nullable FaultLedger ledger, Set<String> ignored) {

  /** Decides between alternatives. */
  @FunctionalInterface
  interface Choice {
    /** A number from 0 to one less than that many. */
    int of(int alternatives);
  }

  static PowerCut seeded(long seed) {
    SeededRandom random = new SeededRandom(seed);
    return new PowerCut(random::nextInt, false, null, Set.of());
  }

  int choose(int alternatives) {
    return alternatives == 1 ? 0 : choice.of(alternatives);
  }

  void hit(FaultKind kind) {
    if (ledger != null) {
      ledger.hit(kind);
    }
  }

  /** The same for a file that nobody relies on. */
  PowerCut keepingAll() {
    return new PowerCut(alternatives -> alternatives - 1, false, null, ignored);
  }
}
