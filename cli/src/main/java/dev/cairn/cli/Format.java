package dev.cairn.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How results are written. */
enum Format {
  /** A line for people, the same on a terminal and in a pipe. */
  PLAIN,
  /** Columns. */
  TABLE,
  /** One JSON document. */
  JSON,
  /** One JSON object a line. */
  JSONL;

  /** The option, as every command that shows something has it. */
  static final class Choice {

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FORMAT",
        description = "plain (default), table, json or jsonl.")
    Format format = PLAIN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
