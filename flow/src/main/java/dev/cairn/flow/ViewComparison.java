package dev.cairn.flow;

import dev.cairn.Position;
import java.util.List;

/**
 * How the tables of a projection differ from those that were made anew, both at one position.
 *
 * @param position of both
 * @param tables each table that both have, in the order of their names
 * @param onlyBefore tables that were there and are not made any more
 * @param onlyAfter tables that are new
 */
public record ViewComparison(
    Position position, List<Table> tables, List<String> onlyBefore, List<String> onlyAfter) {

  /** Copies the lists. */
  public ViewComparison {
    tables = List.copyOf(tables);
    onlyBefore = List.copyOf(onlyBefore);
    onlyAfter = List.copyOf(onlyAfter);
  }

  /**
   * A table that both have.
   *
   * @param name its name
   * @param rowsBefore how many rows it has
   * @param rowsAfter how many it has anew
   * @param different how many rows one of them has and the other has not; the columns that both
   *     have are compared
   */
  public record Table(String name, long rowsBefore, long rowsAfter, long different) {}

  /** Whether the same rows are in the same tables. */
  public boolean isSame() {
    return onlyBefore.isEmpty()
        && onlyAfter.isEmpty()
        && tables.stream()
            .allMatch(table -> table.different() == 0 && table.rowsBefore() == table.rowsAfter());
  }
}
