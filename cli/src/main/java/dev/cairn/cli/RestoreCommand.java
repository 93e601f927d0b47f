package dev.cairn.cli;

import dev.cairn.log.LogBackup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a backup to where a store shall be. */
@Command(
    name = "restore",
    description =
        "Copy a backup into the store's folder, which must be missing or empty: nothing is ever "
            + "overwritten. The backup stays as it is. Processors go on where they were when it "
            + "was taken.")
final class RestoreCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The backup.")
  private @Nullable String backup;

  @Option(
      names = "--verify",
      description =
          "Read every line of the backup first, and restore it only if all are sound and none is"
              + " missing; then do the same with the store, and open it.")
  private boolean verify;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  RestoreCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (backup == null) {
      throw CommandException.usage("restore needs the folder of the backup");
    }
    Path source = Ledger.path("restore", backup);
    StoreCopying copying = new StoreCopying(ledger, progress, verify);
    if (verify) {
      copying.verify(source);
    }
    LogBackup.Report report = copying.copy(source, ledger.folder());
    if (verify) {
      copying.verify(ledger.folder());
      ledger.openForAppend().close();
      CopiedProcessors.of(ledger, ledger.folder()).tell(ledger, ledger.folder(), report.head());
    }
    copying.print("Restored", source, ledger.folder(), report, output.format);
    return Exit.OK;
  }
}
