package dev.cairn.cli;

/** A line of events cannot be taken. Whoever knows which line it is tells the person. */
final class LineFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int column;
  private final String reason;

  LineFault(int column, String reason) {
    super("column %d: %s".formatted(column, reason));
    this.column = column;
    this.reason = reason;
  }

  /** Where in the line, in characters from 1. */
  int column() {
    return column;
  }

  /** What is wrong there. */
  String reason() {
    return reason;
  }
}
