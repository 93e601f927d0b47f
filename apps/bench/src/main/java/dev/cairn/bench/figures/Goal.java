package dev.cairn.bench.figures;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound that a figure should keep.
 *
 * @param row the row
 * @param measure the measure
 * @param comparison how the figure is compared
 * @param bound with what
 * @param atEvents the size of store that the bound is meant for; 0 where it does not matter
 */
public record Goal(String row, String measure, Comparison comparison, double bound, long atEvents) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?<row>\\S+)\\s+(?<measure>\\S+)\\s+(?<comparison>>=|<=|>|<)\\s+(?<bound>[0-9.]+)"
              + "(?:\\s+at\\s+(?<events>[0-9]+))?");

  /** How a figure is compared with its bound. */
  public enum Comparison {
    /** Greater or the same. */
    AT_LEAST(">="),
    /** Less or the same. */
    AT_MOST("<="),
    /** Greater. */
    ABOVE(">"),
    /** Less. */
    BELOW("<");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** Whether a value keeps the bound; what is not a number does not. */
    boolean holds(double value, double bound) {
      return switch (this) {
        case AT_LEAST -> value >= bound;
        case AT_MOST -> value <= bound;
        case ABOVE -> value > bound;
        case BELOW -> value < bound;
      };
    }

    private static Comparison of(String sign) {
      for (Comparison comparison : values()) {
        if (comparison.sign.equals(sign)) {
          return comparison;
        }
      }
      throw new IllegalArgumentException("no comparison: " + sign);
    }
  }

  /**
   * Reads goals, one a line, like {@code scan ratio-limit >= 0.9} or {@code open/clean seconds <=
   * 0.1 at 10000000}. Empty lines and what follows a {@code #} are passed over.
   *
   * @throws IllegalArgumentException naming the first line that is no goal
   */
  public static List<Goal> parse(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(Goal::parseLine)
        .toList();
  }

  private static Goal parseLine(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no goal; one looks like 'scan ratio-limit >= 0.9'".formatted(line));
    }
    String events = parts.group("events");
    return new Goal(
        parts.group("row"),
        parts.group("measure"),
        Comparison.of(parts.group("comparison")),
        Double.parseDouble(parts.group("bound")),
        events == null ? 0 : Long.parseLong(events));
  }

  /** The goal as it is written. */
  @Override
  public String toString() {
    String size = atEvents == 0 ? "" : String.format(Locale.ROOT, " at %,d events", atEvents);
    return "%s %s %s %s%s".formatted(row, measure, comparison.sign, number(bound), size);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
