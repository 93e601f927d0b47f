package dev.cairn.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All that a power cut may leave of a disk: every combination of lost, kept and torn sectors, sizes
 * and names that were not synced. Where there are too many, a choice of them, always with the one
 * that lost everything and the one that kept everything. Immutable but for its ledger.
 */
public final class PowerCuts {

  /** Sees what a power cut left. */
  @FunctionalInterface
  public interface Visitor {

    /** The disk is durable as it is; the visitor may do with it what it likes. */
    void visit(MemoryDisk left) throws IOException;
  }

  private final FaultLedger ledger;
  private final Set<String> ignored;

  /**
   * Counts in a ledger what is taken.
   *
   * @param ignored names of files that nobody relies on, so that nothing is varied in them
   */
  public PowerCuts(FaultLedger ledger, Set<String> ignored) {
    this.ledger = ledger;
    this.ignored = Set.copyOf(ignored);
  }

  /**
   * Visits what a cut now may leave of a disk that goes on.
   *
   * @param most how many states are visited at most
   * @param random chooses, where there are more
   */
  public void visit(MemoryDisk disk, int most, SeededRandom random, Visitor visitor)
      throws IOException {
    Odometer odometer = new Odometer();
    visitor.visit(left(disk, odometer));
    if (odometer.combinations() <= most) {
      // A choice may bring up others, so that there are more combinations than it seemed.
      for (int i = 2; odometer.next(); i++) {
        boolean last = i >= most;
        visitor.visit(left(disk, last ? alternatives -> alternatives - 1 : odometer));
        if (last) {
          return;
        }
      }
      return;
    }
    visitor.visit(left(disk, alternatives -> alternatives - 1));
    for (int i = 2; i < most; i++) {
      visitor.visit(left(disk, i % 2 == 0 ? random::nextInt : mostlyLast(random)));
    }
  }

  /** Most of it kept, as when the power goes at the end of a write. */
  private static PowerCut.Choice mostlyLast(SeededRandom random) {
    return alternatives -> random.percent(75) ? alternatives - 1 : random.nextInt(alternatives);
  }

  private MemoryDisk left(MemoryDisk disk, PowerCut.Choice choice) throws IOException {
    return disk.afterPowerCut(new PowerCut(choice, true, ledger, ignored));
  }

  /** Counts through all combinations; the first one is all zeros. */
  private static final class Odometer implements PowerCut.Choice {

    private record Digit(int value, int alternatives) {}

    private final List<Digit> digits = new ArrayList<>();
    private int at;

    @Override
    public int of(int alternatives) {
      if (at == digits.size()) {
        digits.add(new Digit(0, alternatives));
      }
      return digits.get(at++).value();
    }

    boolean next() {
      at = 0;
      while (!digits.isEmpty()) {
        Digit last = digits.removeLast();
        if (last.value() + 1 < last.alternatives()) {
          digits.add(new Digit(last.value() + 1, last.alternatives()));
          return true;
        }
      }
      return false;
    }

    /** How many there are, if each choice comes up however the others are made. */
    double combinations() {
      return digits.stream().mapToDouble(Digit::alternatives).reduce(1, (a, b) -> a * b);
    }
  }
}
