package dev.cairn.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(ledger completion)")
final class CompletionCommand implements Callable<Integer> {

  private final Ledger ledger;

  @Spec private CommandSpec spec = CommandSpec.create();

  CompletionCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    ledger.out().text(AutoComplete.bash("ledger", spec.root().commandLine()));
    return Exit.OK;
  }
}
