package dev.cairn.bench.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a run measured, in its order, and what it left out and why. Used by one thread. */
public final class Figures {

  private final List<Figure> all = new ArrayList<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();

  /** Keeps a figure. */
  public void add(String row, String measure, String unit, Spread value) {
    all.add(new Figure(row, measure, unit, value));
  }

  /**
   * Keeps why something was not measured.
   *
   * @param what a row, or a measure of all rows, for example a peer
   */
  public void skip(String what, String reason) {
    skipped.put(what, reason);
  }

  /** All figures, in the order they were measured. */
  public List<Figure> all() {
    return List.copyOf(all);
  }

  /** What was left out, with the reason. */
  public Map<String, String> skipped() {
    return new LinkedHashMap<>(skipped);
  }

  /** The rows, in the order of their first figures. */
  public List<String> rows() {
    return all.stream().map(Figure::row).distinct().toList();
  }

  /** A figure, if it was measured. */
  public Optional<Figure> find(String row, String measure) {
    return all.stream()
        .filter(figure -> figure.row().equals(row) && figure.measure().equals(measure))
        .findFirst();
  }
}
