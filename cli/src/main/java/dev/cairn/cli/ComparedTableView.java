package dev.cairn.cli;

import dev.cairn.flow.ViewComparison;
import java.util.ArrayList;
import java.util.List;

/** How the tables of a view differ from those that were made anew, one line a table. */
final class ComparedTableView implements View<ComparedTableView.Row> {

  /**
   * A table.
   *
   * @param name its name
   * @param before how many rows it has where it serves
   * @param after how many rows it has anew
   * @param different how many rows one of both has and the other has not
   * @param found in one word: same, differs, gone, new
   */
  record Row(String name, long before, long after, long different, String found) {}

  static List<Row> rows(ViewComparison comparison) {
    List<Row> rows = new ArrayList<>();
    for (ViewComparison.Table table : comparison.tables()) {
      boolean same = table.different() == 0 && table.rowsBefore() == table.rowsAfter();
      rows.add(
          new Row(
              table.name(),
              table.rowsBefore(),
              table.rowsAfter(),
              table.different(),
              same ? "same" : "differs"));
    }
    comparison.onlyBefore().forEach(name -> rows.add(new Row(name, 0, 0, 0, "gone")));
    comparison.onlyAfter().forEach(name -> rows.add(new Row(name, 0, 0, 0, "new")));
    return rows;
  }

  @Override
  public List<String> headings() {
    return List.of("TABLE", "ROWS", "ANEW", "DIFFERENT", "FOUND");
  }

  @Override
  public List<String> cells(Row row) {
    return List.of(
        row.name(),
        Long.toString(row.before()),
        Long.toString(row.after()),
        Long.toString(row.different()),
        row.found());
  }

  @Override
  public String plain(Row row) {
    return "%s | %s | rows: %d, anew %d, different %d"
        .formatted(row.name(), row.found(), row.before(), row.after(), row.different());
  }

  @Override
  public void json(Row row, JsonObject object) {
    object
        .string("table", row.name())
        .string("found", row.found())
        .number("rows", row.before())
        .number("anew", row.after())
        .number("different", row.different());
  }
}
