package dev.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about witnesses, who see to it that a log shows everybody the same history. */
@Command(
    name = "witness",
    description =
        "Be a witness of other logs, or have your own log cosigned by witnesses: they "
            + "remember what a log has signed, and cosign only what extends it. So nobody can set a "
            + "log back or show two histories of it, not even who has its key and its disk.",
    synopsisSubcommandLabel = "COMMAND")
final class WitnessCommand implements Callable<Integer> {

  private WitnessCommand() {}

  /** The command with those below it. */
  static CommandLine of(Ledger ledger) {
    return new CommandLine(new WitnessCommand())
        .addSubcommand("serve", new ServeWitness(ledger))
        .addSubcommand("submit", new SubmitToWitnesses(ledger));
  }

  @Override
  public Integer call() {
    throw CommandException.usage("witness needs serve or submit; see 'ledger witness --help'");
  }
}
