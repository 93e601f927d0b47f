package dev.cairn.bench;

import dev.cairn.bench.Options.WrongCallException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a run measures.
 *
 * @param names in the order in which they are measured
 */
record Rows(List<String> names) {

  /** Rows that make what others need, or start programs: they take the same time in every run. */
  private static final List<String> SET_UP =
      List.of(StartUp.ROWS.getFirst(), Programme.PEERS_TABLES, LargeStore.FILL.getFirst());

  private static final int SET_UP_SHARES = 4;

  /** Keeps a copy. */
  Rows {
    names = List.copyOf(names);
  }

  /** All rows of a run of that size. */
  static Rows all(Sizes sizes) {
    List<String> names = new ArrayList<>(Appends.rows(sizes));
    names.addAll(StartUp.ROWS);
    names.addAll(Tagged.ROWS);
    names.add(Programme.PEERS_TABLES);
    names.addAll(LongStreams.rows(sizes));
    names.addAll(LargeStore.ROWS);
    return new Rows(names);
  }

  /**
   * Those that were chosen, and those that they need. A choice is a row, like {@code random/1}, or
   * what stands before the stroke, for all such rows: {@code random}. No choice chooses all.
   *
   * @throws WrongCallException naming the first choice that chooses nothing
   */
  Rows only(List<String> choices) throws WrongCallException {
    for (String choice : choices) {
      if (names.stream().noneMatch(row -> chooses(choice, row))) {
        throw new WrongCallException(
            "there is no row '%s'; the rows are %s".formatted(choice, String.join(", ", names)));
      }
    }
    if (choices.isEmpty()) {
      return this;
    }
    List<String> chosen =
        names.stream()
            .filter(row -> choices.stream().anyMatch(choice -> chooses(choice, row)))
            .toList();
    return new Rows(
        names.stream()
            .filter(row -> chosen.stream().anyMatch(c -> c.equals(row) || needs(c, row)))
            .toList());
  }

  private static boolean chooses(String choice, String row) {
    return row.equals(choice) || row.startsWith(choice + "/");
  }

  /** Whether a row cannot be measured without another one before it. */
  private static boolean needs(String row, String before) {
    boolean reads = LargeStore.BESIDE_PEERS.contains(row) || row.startsWith(LongStreams.PREFIX);
    return before.equals(Programme.PEERS_TABLES)
        ? reads
        : LargeStore.FILL.contains(before) && LargeStore.ROWS.contains(row);
  }

  /** The shares of the time that those of some rows get which are measured; 0 if none is. */
  int shares(List<String> some) {
    return some.stream().filter(names::contains).mapToInt(Rows::shares).sum();
  }

  private static int shares(String row) {
    return SET_UP.contains(row) ? SET_UP_SHARES : 1;
  }
}
