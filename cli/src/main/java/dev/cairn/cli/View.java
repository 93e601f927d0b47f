package dev.cairn.cli;

import java.util.List;

/** How one kind of result looks in each {@link Format}. */
interface View<T> {

  /** The columns of the table. */
  List<String> headings();

  /** The cells of the table. */
  List<String> cells(T item);

  /** The line for people. */
  String plain(T item);

  /** The members of the JSON object. */
  void json(T item, JsonObject object);
}
