package dev.cairn.cli;

import dev.cairn.log.LogBackup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the store, also while others append. */
@Command(
    name = "backup",
    description =
        "Copy the store as of this moment into a folder that is missing or empty, also while "
            + "others append; how far its processors are is copied too. The copy is a store of its "
            + "own right: read it with --store.")
final class BackupCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where the copy goes.")
  private @Nullable String target;

  @Option(names = "--verify", description = "Read every line of the copy and check it.")
  private boolean verify;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  BackupCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (target == null) {
      throw CommandException.usage("backup needs the folder that the copy goes to");
    }
    Path copy = Ledger.path("backup", target);
    StoreCopying copying = new StoreCopying(ledger, progress, verify);
    CopiedProcessors processors = CopiedProcessors.of(ledger, ledger.folder());
    LogBackup.Report report = copying.copy(ledger.folder(), copy);
    if (verify) {
      copying.verify(copy);
    }
    processors.tell(ledger, copy, report.head());
    copying.print("Backed up", ledger.folder(), copy, report, output.format);
    return Exit.OK;
  }
}
