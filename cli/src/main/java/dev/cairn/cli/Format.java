package dev.cairn.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
        converter = Converter.class,
        description = "plain (default), table, json or jsonl.")
    Format format = PLAIN;
  }

  /** Reads the option's value. */
  static final class Converter implements ITypeConverter<Format> {

    @Override
    public Format convert(String value) {
      return switch (value) {
        case "plain" -> PLAIN;
        case "table" -> TABLE;
        case "json" -> JSON;
        case "jsonl" -> JSONL;
        default ->
            throw new TypeConversionException(
                "'%s' is not plain, table, json or jsonl".formatted(value));
      };
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
