package dev.cairn.bench.figures;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a goal in a run.
 *
 * @param goal the goal
 * @param status met, short or skipped
 * @param detail the figure, or why there is none
 */
public record Verdict(Goal goal, Status status, String detail) {

  /** The three ways a goal can end. */
  public enum Status {
    /** The figure keeps the bound. */
    MET,
    /** It does not. */
    SHORT,
    /** This run says nothing about it. */
    SKIPPED
  }

  /**
   * Judges all goals.
   *
   * @param events the size of the large store in this run
   */
  public static List<Verdict> judge(List<Goal> goals, Figures figures, long events) {
    return goals.stream().map(goal -> judge(goal, figures, events)).toList();
  }

  private static Verdict judge(Goal goal, Figures figures, long events) {
    Optional<Figure> figure = figures.find(goal.row(), goal.measure());
    if (figure.isEmpty()) {
      return new Verdict(goal, Status.SKIPPED, reason(goal, figures));
    }
    Spread value = figure.get().value();
    String found =
        String.format(
            Locale.ROOT,
            "%.3g (%.3g to %.3g) %s",
            value.median(),
            value.low(),
            value.high(),
            figure.get().unit());
    if (!goal.comparison().holds(value.median(), goal.bound())) {
      return new Verdict(goal, Status.SHORT, found);
    }
    if (events < goal.atEvents()) {
      String smaller = String.format(Locale.ROOT, "holds at %,d events: %s", events, found);
      return new Verdict(goal, Status.SKIPPED, smaller);
    }
    return new Verdict(goal, Status.MET, found);
  }

  /** Why a figure is missing: its row was left out, or the one it is compared with. */
  private static String reason(Goal goal, Figures figures) {
    String other = goal.measure().replaceFirst("^ratio-", "");
    String ofRow = figures.skipped().get(goal.row());
    return ofRow != null
        ? ofRow
        : figures.skipped().getOrDefault(other, "not measured in this run");
  }

  /** How many ended that way. */
  public static long count(List<Verdict> verdicts, Status status) {
    return verdicts.stream().filter(verdict -> verdict.status() == status).count();
  }

  /** One line a goal. */
  public static String list(List<Verdict> verdicts) {
    StringBuilder out = new StringBuilder();
    for (Verdict verdict : verdicts) {
      out.append(
          "%-8s %-52s %s%n"
              .formatted(
                  verdict.status().name().toLowerCase(Locale.ROOT),
                  verdict.goal(),
                  verdict.detail()));
    }
    return out.toString();
  }
}
