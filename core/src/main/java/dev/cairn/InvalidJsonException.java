package dev.cairn;

import java.nio.charset.StandardCharsets;

/** A text is not the JSON that Cairn accepts. */
public final class InvalidJsonException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String reason;

  private InvalidJsonException(int line, int column, String reason) {
    super("invalid JSON at line %d, column %d: %s".formatted(line, column, reason));
    this.line = line;
    this.column = column;
    this.reason = reason;
  }

  /** Finds line and column of an offset; both count from 1, columns count characters. */
  static InvalidJsonException at(byte[] utf8, int offset, String reason) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(offset, utf8.length);
    for (int i = 0; i < end; i++) {
      if (utf8[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String before = new String(utf8, lineStart, end - lineStart, StandardCharsets.UTF_8);
    return new InvalidJsonException(line, before.codePointCount(0, before.length()) + 1, reason);
  }

  /** The line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** The column of the fault in characters, from 1. */
  public int column() {
    return column;
  }

  /** What is wrong there. */
  public String reason() {
    return reason;
  }
}
