package dev.cairn.bench.figures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * The time of a load against the number of events, both on a logarithmic scale, as an SVG: a line
 * for each way of loading, with a whisker from the lowest to the highest round.
 */
public final class LivesPlot {

  private static final int WIDTH = 820;
  private static final int HEIGHT = 500;
  private static final int LEFT = 90;
  private static final int RIGHT = 560;
  private static final int TOP = 60;
  private static final int BOTTOM = 430;

  /** Powers of ten that the axes reach to: events, and microseconds. */
  private static final int EVENTS_FROM = 2;

  private static final int EVENTS_TO = 6;
  private static final int MICROS_FROM = -1;
  private static final int MICROS_TO = 7;
  private static final double MICROS = 1e6;

  private static final List<String> TIMES =
      List.of("100 ns", "1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s");

  private record Way(String name, String colour) {}

  private static final SequencedMap<String, Way> WAYS = new LinkedHashMap<>();

  static {
    WAYS.put("whole", new Way("all events folded", "#b00020"));
    WAYS.put("snapshot", new Way("snapshot and 99 events", "#c77700"));
    WAYS.put("cached", new Way("cache", "#2f6f9f"));
  }

  private LivesPlot() {}

  /**
   * The plot of the rows {@code whole/N}, {@code snapshot/N} and {@code cached/N}.
   *
   * @param title what was measured where; any text
   */
  public static String svg(String title, Figures figures) {
    StringBuilder body = new StringBuilder();
    axes(body);
    WAYS.forEach((prefix, way) -> way(body, prefix, way, figures));
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
    font-family="sans-serif" font-size="13">
    <rect width="%1$d" height="%2$d" fill="white"/>
    <text x="%3$d" y="30" font-size="16">%4$s</text>
    %5$s</svg>
    """
        .formatted(WIDTH, HEIGHT, LEFT, Plot.escaped(title), body);
  }

  private static void axes(StringBuilder out) {
    for (int power = EVENTS_FROM; power <= EVENTS_TO; power++) {
      double x = x(Math.pow(10, power));
      line(out, x, TOP, x, BOTTOM, "#dddddd", 1);
      text(out, x, BOTTOM + 20, "middle", String.format(Locale.ROOT, "%,.0f", Math.pow(10, power)));
    }
    for (int power = MICROS_FROM; power <= MICROS_TO; power++) {
      double y = y(Math.pow(10, power));
      line(out, LEFT, y, RIGHT, y, "#dddddd", 1);
      text(out, LEFT - 8, y + 4, "end", TIMES.get(power - MICROS_FROM));
    }
    text(out, (LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", "events of the aggregate");
    text(out, LEFT, TOP - 10, "start", "time of one load (median; whisker: all rounds)");
  }

  private static void way(StringBuilder out, String prefix, Way way, Figures figures) {
    List<Figure> points =
        figures.all().stream()
            .filter(figure -> figure.measure().equals("cairn"))
            .filter(figure -> figure.row().startsWith(prefix + "/"))
            .toList();
    double beforeX = 0;
    double beforeY = 0;
    for (int i = 0; i < points.size(); i++) {
      Figure point = points.get(i);
      double x = x(Double.parseDouble(point.row().substring(prefix.length() + 1)));
      double y = y(MICROS / point.value().median());
      line(out, x, y(MICROS / point.value().low()), x, y(MICROS / point.value().high()), "#333", 1);
      if (i > 0) {
        line(out, beforeX, beforeY, x, y, way.colour(), 2);
      }
      circle(out, x, y, way.colour());
      beforeX = x;
      beforeY = y;
    }
    if (!points.isEmpty()) {
      text(out, beforeX + 12, beforeY + 4, "start", way.name());
    }
  }

  private static double x(double events) {
    double share = (Math.log10(events) - EVENTS_FROM) / (EVENTS_TO - EVENTS_FROM);
    return LEFT + share * (RIGHT - LEFT);
  }

  /** What lies beyond the scale lies at its end. */
  private static double y(double micros) {
    double share = (Math.log10(micros) - MICROS_FROM) / (MICROS_TO - MICROS_FROM);
    return BOTTOM - Math.clamp(share, 0, 1) * (BOTTOM - TOP);
  }

  private static void line(
      StringBuilder out, double x1, double y1, double x2, double y2, String colour, int width) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>\n",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  private static void circle(StringBuilder out, double x, double y, String colour) {
    out.append(
        String.format(
            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>\n", x, y, colour));
  }

  private static void text(StringBuilder out, double x, double y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            Plot.escaped(text)));
  }
}
