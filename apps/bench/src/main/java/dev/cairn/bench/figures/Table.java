package dev.cairn.bench.figures;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables that a person reads: a line for each row that was measured. */
public final class Table {

  private static final List<String> BESIDE = List.of("limit", "prepared", "sqlite", "postgresql");

  /** Measures with a column of their own, or that a column is made of. */
  private static final List<String> IN_COLUMNS = List.of("cairn", "p50", "p99", "p99.9");

  private Table() {}

  /** Rates, latencies and ratios. */
  public static String rates(Figures figures) {
    StringBuilder out = new StringBuilder();
    line(
        out,
        "each second, medians (latencies in µs)",
        "Cairn",
        List.of("p50", "p99", "p99.9"),
        List.of("limit A", "ratio", "limit B", "ratio", "SQLite", "ratio", "PgSQL", "ratio"));
    for (String row : figures.rows()) {
      if (figures.find(row, "cairn").isPresent()) {
        row(out, figures, row);
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, Figures figures, String row) {
    String[] beside = new String[BESIDE.size() * 2];
    for (int i = 0; i < BESIDE.size(); i++) {
      beside[2 * i] = cell(figures.find(row, BESIDE.get(i)), "%,.0f");
      beside[2 * i + 1] = cell(figures.find(row, "ratio-" + BESIDE.get(i)), "%.2f");
    }
    Optional<Figure> ours = figures.find(row, "cairn");
    String spread =
        ours.map(figure -> " ±%.0f%%".formatted(100 * figure.value().relative())).orElse("");
    line(
        out,
        row + spread,
        cell(ours, "%,.0f"),
        List.of(
            cell(figures.find(row, "p50"), "%,.0f"),
            cell(figures.find(row, "p99"), "%,.0f"),
            cell(figures.find(row, "p99.9"), "%,.0f")),
        List.of(beside));
  }

  private static void line(
      StringBuilder out, String name, String ours, List<String> latencies, List<String> beside) {
    out.append("%-38s %10s".formatted(name, ours));
    latencies.forEach(cell -> out.append(" %8s".formatted(cell)));
    for (int i = 0; i < beside.size(); i++) {
      out.append((i % 2 == 0 ? " %10s" : " %6s").formatted(beside.get(i)));
    }
    out.append('\n');
  }

  private static String cell(Optional<Figure> figure, String format) {
    return figure
        .map(found -> String.format(Locale.ROOT, format, found.value().median()))
        .orElse("-");
  }

  /** The figures that have no column in {@link #rates}, one a line. */
  public static String others(Figures figures) {
    StringBuilder out = new StringBuilder();
    for (Figure figure : figures.all()) {
      String measure = figure.measure().replaceFirst("^ratio-", "");
      if (!IN_COLUMNS.contains(measure) && !BESIDE.contains(measure)) {
        Spread value = figure.value();
        out.append(
            String.format(
                Locale.ROOT,
                "%-38s %10.4g %s (%.4g to %.4g)\n",
                figure.row() + " " + figure.measure(),
                value.median(),
                figure.unit(),
                value.low(),
                value.high()));
      }
    }
    figures
        .skipped()
        .forEach((what, reason) -> out.append("skipped: %s: %s\n".formatted(what, reason)));
    return out.toString();
  }
}
