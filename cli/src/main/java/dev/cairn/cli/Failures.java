package dev.cairn.cli;

import dev.cairn.CairnException;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
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
    try {
      // What was written before the error is part of the result.
      console.out().flush();
    } catch (Output.ClosedException e) {
      error.addSuppressed(e);
    }
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

  private int said(@Nullable String sentence, int exit) {
    console.note(oneLine(String.valueOf(sentence)));
    return exit;
  }

  private void trace(Exception error) {
    if (debug.getAsBoolean()) {
      error.printStackTrace(console.err());
    }
  }

  private static String sentence(ParameterException error) {
    CommandSpec command = error.getCommandLine().getCommandSpec();
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().getFirst(), command);
    }
    String message = oneLine(String.valueOf(error.getMessage()));
    return "%s%s; see '%s --help'"
        .formatted(
            message.substring(0, 1).toLowerCase(Locale.ROOT),
            message.substring(1),
            command.qualifiedName());
  }

  private static String unknown(String word, CommandSpec command) {
    boolean option = word.startsWith("-");
    boolean first = !option && !command.subcommands().isEmpty();
    Set<String> known = option ? command.optionsMap().keySet() : command.subcommands().keySet();
    String name = option ? word.split("=", 2)[0] : word;
    String suggestion = Suggestions.sentence(name, known);
    return "unknown %s '%s'%s"
        .formatted(
            option ? "option" : first ? "command" : "argument",
            oneLine(name),
            suggestion.isEmpty()
                ? "; see '%s --help'".formatted(command.qualifiedName())
                : suggestion);
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
