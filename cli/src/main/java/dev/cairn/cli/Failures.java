package dev.cairn.cli;

import dev.cairn.CairnException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one sentence on standard error and an exit code. */
final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {

  private final Console console;
  private final BooleanSupplier debug;

  Failures(Console console, BooleanSupplier debug) {
    this.console = console;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    console.note(sentence(error));
    trace(error);
    return Exit.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception error, CommandLine line, CommandLine.ParseResult result) {
    // What was written before the error is part of the result.
    console.out().flush();
    return report(error);
  }

  int report(Exception error) {
    trace(error);
    return switch (error) {
      case Output.ClosedException closed when closed.isBrokenPipe() -> Exit.OK;
      case Output.ClosedException closed -> said(closed.getMessage(), Exit.UNAVAILABLE);
      case CommandException command -> said(command.getMessage(), command.exit());
      case CairnException cairn -> said(cairn.getMessage(), Exit.of(cairn));
      case InterruptedException _ -> said("interrupted", Exit.INTERRUPTED);
      default ->
          said(
              "internal error: %s; run it again with --debug and report it".formatted(error),
              Exit.INTERNAL);
    };
  }

  private int said(@org.jspecify.annotations.Nullable String sentence, int exit) {
    console.note(oneLine(String.valueOf(sentence)));
    return exit;
  }

  private void trace(Exception error) {
    if (debug.getAsBoolean()) {
      error.printStackTrace(console.err());
    }
  }

  private static String sentence(ParameterException error) {
    String message = oneLine(String.valueOf(error.getMessage()));
    String start = message.substring(0, 1).toLowerCase(java.util.Locale.ROOT);
    String command = error.getCommandLine().getCommandSpec().qualifiedName();
    return "%s%s; %s".formatted(start, message.substring(1), nextStep(error, command));
  }

  private static String nextStep(ParameterException error, String command) {
    String suggestions =
        error instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(" or "))
            : "";
    return suggestions.isEmpty()
        ? "see '%s --help'".formatted(command)
        : "did you mean %s?".formatted(suggestions);
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
