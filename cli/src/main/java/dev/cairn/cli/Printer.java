package dev.cairn.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes results one by one, so that a long list needs no memory. A table's columns are as wide as
 * the first {@link #TABLE_ROWS} rows need, and grow when later rows need more.
 */
final class Printer<T> {

  private static final int TABLE_ROWS = 500;

  private final View<T> view;
  private final Format format;
  private final Output out;
  private final List<List<String>> rows = new ArrayList<>();
  private final int[] widths;
  private long count;

  Printer(View<T> view, Format format, Output out) {
    this.view = view;
    this.format = format;
    this.out = out;
    this.widths = new int[view.headings().size()];
    rows.add(view.headings());
  }

  void print(T item) {
    switch (format) {
      case PLAIN -> out.line(view.plain(item));
      case TABLE -> row(view.cells(item));
      case JSON -> {
        out.text(count == 0 ? "[\n" : ",\n");
        object(item);
      }
      case JSONL -> {
        object(item);
        out.text("\n");
      }
    }
    count++;
  }

  /** Writes what is still missing. */
  void end() {
    switch (format) {
      case TABLE -> writeRows();
      case JSON -> out.text(count == 0 ? "[]\n" : "\n]\n");
      case PLAIN, JSONL -> {}
    }
  }

  private void object(T item) {
    JsonObject object = new JsonObject(out);
    view.json(item, object);
    object.close();
  }

  private void row(List<String> cells) {
    rows.add(cells);
    if (rows.size() > TABLE_ROWS) {
      writeRows();
    }
  }

  private void writeRows() {
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], letters(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell).repeat(' ', widths[i] - letters(cell) + 2);
      }
      out.line(line.toString().stripTrailing());
    }
    rows.clear();
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }
}
