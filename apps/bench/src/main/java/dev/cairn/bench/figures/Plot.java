package dev.cairn.bench.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Ratios as bars on a logarithmic scale, as an SVG: one panel for each thing that Cairn is measured
 * beside, a bar for each row, a whisker from the lowest to the highest round, a tick where the goal
 * is, and a line at 1.
 */
public final class Plot {

  private static final int LABEL_WIDTH = 170;
  private static final int BAR_WIDTH = 560;
  private static final int WIDTH = LABEL_WIDTH + BAR_WIDTH + 90;
  private static final int ROW_HEIGHT = 20;
  private static final int HEAD_HEIGHT = 44;

  /** The scale reaches this far above and below 1. */
  private static final double RANGE = 100;

  /** The measures that have a panel, and what it is called. */
  private static final SequencedMap<String, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("ratio-limit", "the limit (raw growing file, raw reads, bare digests)");
    NAMES.put("ratio-without", "the same without a tree");
    NAMES.put("ratio-alone", "the same with nobody who follows");
    NAMES.put("ratio-prepared", "a raw file with space prepared ahead");
    NAMES.put("ratio-sqlite", "SQLite");
    NAMES.put("ratio-postgresql", "PostgreSQL");
  }

  private Plot() {}

  /**
   * The plot.
   *
   * @param title what was measured where; any text
   */
  public static String svg(String title, Figures figures, List<Goal> goals) {
    StringBuilder body = new StringBuilder();
    int y = HEAD_HEIGHT;
    for (String measure : NAMES.keySet()) {
      y = panel(body, y, measure, figures, goals);
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
    font-family="sans-serif" font-size="12">
    <rect width="%1$d" height="%2$d" fill="white"/>
    <text x="8" y="24" font-size="15">%3$s</text>
    %4$s</svg>
    """
        .formatted(WIDTH, y, escaped(title), body);
  }

  private static int panel(
      StringBuilder out, int top, String measure, Figures figures, List<Goal> goals) {
    List<Figure> bars =
        figures.all().stream().filter(figure -> figure.measure().equals(measure)).toList();
    if (bars.isEmpty()) {
      return top;
    }
    int y = top + ROW_HEIGHT;
    text(
        out,
        8,
        y - 6,
        "start",
        "Cairn ÷ %s (0.01 to 100, each line a power of ten; red: the goal)"
            .formatted(NAMES.get(measure)));
    int first = y;
    for (Figure bar : bars) {
      bar(out, y, bar, goal(bar, goals));
      y += ROW_HEIGHT;
    }
    for (double tenth : List.of(0.01, 0.1, 10.0, 100.0)) {
      line(out, x(tenth), first, x(tenth), y, "#cccccc");
    }
    line(out, x(1), first, x(1), y, "black");
    return y + ROW_HEIGHT;
  }

  private static void bar(StringBuilder out, int y, Figure bar, Optional<Goal> goal) {
    Spread value = bar.value();
    double left = Math.min(x(1), x(value.median()));
    double width = Math.abs(x(value.median()) - x(1));
    boolean isShort =
        goal.filter(g -> !g.comparison().holds(value.median(), g.bound())).isPresent();
    text(out, LABEL_WIDTH - 8, y + 14, "end", bar.row());
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>\n",
            left,
            y + 4,
            width,
            isShort ? "#d98c5f" : "#5f93b5"));
    line(out, x(value.low()), y + 10, x(value.high()), y + 10, "#333333");
    goal.ifPresent(g -> line(out, x(g.bound()), y + 2, x(g.bound()), y + 18, "#b00020"));
    text(
        out,
        LABEL_WIDTH + BAR_WIDTH + 8,
        y + 14,
        "start",
        String.format(Locale.ROOT, "%.2f", value.median()));
  }

  private static Optional<Goal> goal(Figure figure, List<Goal> goals) {
    return goals.stream()
        .filter(goal -> goal.row().equals(figure.row()) && goal.measure().equals(figure.measure()))
        .findFirst();
  }

  /** Where a ratio lies on the scale; what lies beyond it, or is no number, lies at its end. */
  private static double x(double ratio) {
    double within = ratio > 1 / RANGE ? Math.min(ratio, RANGE) : 1 / RANGE;
    double share = (Math.log(within) / Math.log(RANGE) + 1) / 2;
    return LABEL_WIDTH + share * BAR_WIDTH;
  }

  private static void line(
      StringBuilder out, double x1, double y1, double x2, double y2, String colour) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
            x1,
            y1,
            x2,
            y2,
            colour));
  }

  private static void text(StringBuilder out, int x, int y, String anchor, String text) {
    out.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, escaped(text)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
