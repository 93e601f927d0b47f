package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.model.Upcasters;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a store into a new one whose events are of today's forms. */
@Command(
    name = "migrate",
    description =
        "Copy the store OLD into the new store NEW, lifting its events to today's "
            + "forms with the upcasters of an application. OLD stays as it is. Times are "
            + "kept, and ids where one event stays one. If it is cut short, run it again: "
            + "it goes on. NEW is there once all of it is. NEW is another log: if OLD was "
            + "ever signed, its first event holds the last checkpoint of OLD.")
final class MigrateCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "OLD", description = "The store's folder.")
  private @Nullable String old;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NEW",
      description = "The new store's folder: missing, empty, or left by an earlier run.")
  private @Nullable String target;

  @Option(
      names = DomainLoader.OPTION,
      paramLabel = "PATH",
      description = "The application: its jar, or the folder of its jars.")
  private @Nullable String domain;

  @Option(
      names = "--as-is",
      description =
          "In place of --domain: keep every event as it is. So a store that was set back to a"
              + " backup goes on under a new origin.")
  private boolean asIs;

  @Mixin private final KeysOption keys = new KeysOption();

  @Option(
      names = "--dry-run",
      description = "Lift every event and say what would come of it; NEW is not touched.")
  private boolean dryRun;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  private final Ledger ledger;

  MigrateCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (old == null || target == null) {
      throw CommandException.usage("migrate needs two folders, OLD and NEW");
    }
    if ((domain == null) != asIs) {
      throw CommandException.usage(
          "migrate needs --domain PATH, the application that knows the old forms, or else --as-is");
    }
    Path from = Ledger.path("migrate", old);
    Path to = Ledger.path("migrate", target);
    if (from.toAbsolutePath().normalize().equals(to.toAbsolutePath().normalize())) {
      throw CommandException.usage("migrate: OLD and NEW are both %s".formatted(from));
    }
    if (domain == null) {
      migrate(Upcasters.none(), from, to);
    } else {
      try (DomainLoader application = DomainLoader.open(domain)) {
        migrate(application.domain().upcasters(), from, to);
      }
    }
    return Exit.OK;
  }

  private void migrate(Upcasters upcasters, Path from, Path to) {
    try (EventReader source = ledger.openForReading(from);
        Progress shown = new Progress(ledger.console(), progress, "migrating")) {
      Lifting lifting = new Lifting(upcasters, ledger.access().limits());
      if (dryRun) {
        OldAppends all = new OldAppends(source, source.head(), ledger.access().limits());
        MigrationTally tally = new MigrationTally();
        all.each(append -> shown.at(tally.add(lifting.lifted(append))));
        say("Would migrate", from, to, tally);
      } else {
        migrate(source, lifting, from, to, shown);
      }
    }
  }

  private void migrate(EventReader source, Lifting lifting, Path from, Path to, Progress shown) {
    MigrationFolder folder = new MigrationFolder(ledger, to);
    Optional<Continuation> first =
        Continuation.of(ledger.access().disk(), from, source, keys.known(ledger.console().env()));
    MigrationFolder.State state = folder.claim(source, from, first);
    if (state.finished()) {
      ledger.out().line("%s was migrated to %s already.".formatted(from, to));
    } else {
      say("Migrated", from, to, new Migration(source, lifting, folder, state).run(shown));
      if (state.first().isPresent()) {
        ledger.out().line("Its first event holds the last checkpoint of the old log.");
      }
    }
    if (source.head().isAfter(state.head())) {
      ledger
          .console()
          .note(
              "%s has events behind position %s, which were appended since the migration began and are not in %s"
                  .formatted(from, Text.position(state.head()), to));
    }
  }

  private void say(String done, Path from, Path to, MigrationTally tally) {
    ledger.out().line("%s %s to %s: %s.".formatted(done, from, to, tally));
  }
}
