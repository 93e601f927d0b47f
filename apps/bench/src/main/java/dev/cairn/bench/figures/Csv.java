package dev.cairn.bench.figures;

import java.util.Locale;

/** The raw figures as comma-separated values (RFC 4180, but for line feeds alone). */
public final class Csv {

  private Csv() {}

  /** A head line and a line for each figure. */
  public static String of(Figures figures) {
    StringBuilder out = new StringBuilder("row,measure,unit,median,low,high,samples\n");
    for (Figure figure : figures.all()) {
      Spread value = figure.value();
      out.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%s,%s,%s,%d\n",
              field(figure.row()),
              field(figure.measure()),
              field(figure.unit()),
              value.median(),
              value.low(),
              value.high(),
              value.samples()));
    }
    return out.toString();
  }

  private static String field(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
