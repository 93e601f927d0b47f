package dev.cairn.cli;

/** A command cannot go on: one sentence for the person and an exit code for the script. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exit;

  private CommandException(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  /** What was asked for makes no sense; nothing was written. */
  static CommandException usage(String sentence) {
    return new CommandException(Exit.USAGE, sentence);
  }

  /** What was asked for is not there. */
  static CommandException notFound(String sentence) {
    return new CommandException(Exit.NOT_FOUND, sentence);
  }

  /** The same error, with another sentence. */
  static CommandException withExit(int exit, String sentence) {
    return new CommandException(exit, sentence);
  }

  int exit() {
    return exit;
  }
}
