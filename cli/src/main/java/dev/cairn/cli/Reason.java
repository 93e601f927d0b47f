package dev.cairn.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why an order is given. */
final class Reason {

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.")
  private @Nullable String reason;

  String given() {
    if (reason == null || reason.isBlank()) {
      throw CommandException.usage("say why: --reason TEXT; it is recorded");
    }
    return reason;
  }
}
