package dev.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command; picocli's own has an option that ours have too. */
@Command(name = "help", description = "Show the help of a command.")
final class HelpCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private String name = "";

  private final Ledger ledger;

  @Spec private CommandSpec spec = CommandSpec.create();

  HelpCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    CommandLine wanted = name.isEmpty() ? root : root.getSubcommands().get(name);
    if (wanted == null) {
      throw CommandException.usage(
          "unknown command '%s'%s"
              .formatted(name, Suggestions.sentence(name, root.getSubcommands().keySet())));
    }
    ledger.out().text(wanted.getUsageMessage());
    return Exit.OK;
  }
}
