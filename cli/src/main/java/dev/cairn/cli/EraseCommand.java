package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.StreamId;
import dev.cairn.disk.Disk;
import dev.cairn.model.SnapshotStore;
import dev.cairn.privacy.Erasure;
import dev.cairn.privacy.ErasureReport;
import dev.cairn.privacy.FileVault;
import dev.cairn.privacy.PersonalDataLint;
import dev.cairn.privacy.Purge;
import dev.cairn.privacy.SubjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases a data subject. */
@Command(
    name = "erase",
    description =
        "Erase a data subject: destroy its keys in the vault, record who asked for it "
            + "and why, and delete the snapshots of its streams. The log keeps every byte, "
            + "and nobody can read what was sealed for the subject, ever. Asks for the "
            + "subject on a terminal; elsewhere --yes is needed. Copies of the vault are "
            + "not reached: delete the subject's file from them.")
final class EraseCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "SUBJECT", description = "The id of the subject.")
  private String subject = "";

  @Option(names = "--vault", paramLabel = "PATH", description = "The folder of the keys.")
  private @Nullable String vault;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; stays in the log, so give an id and nothing personal.")
  private @Nullable String reason;

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "Who asks for it; stays in the log, so give an id and nothing personal.")
  private @Nullable String actor;

  @Option(
      names = "--dry-run",
      description = "Say which streams have sealed values of the subject; nothing is erased.")
  private boolean dryRun;

  @Mixin private final Confirmation confirmation = new Confirmation();

  private final Ledger ledger;

  EraseCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() throws IOException {
    if (subject.isEmpty() || vault == null) {
      throw CommandException.usage(
          "erase needs a SUBJECT, and the folder of its keys: --vault PATH");
    }
    SubjectId id = SubjectId.of(subject);
    FileVault keys = opened(Ledger.path("--vault", vault));
    Set<StreamId> streams = known(id, keys);
    if (dryRun) {
      say("Would erase", id, streams);
      return Exit.OK;
    }
    String why = text("--reason", reason);
    String who = text("--actor", actor);
    confirmation.require(
        ledger,
        "erase '%s'".formatted(id),
        "erase '%s' for ever? Type its id:".formatted(id),
        id.value(),
        "nothing was erased");
    try (EventStore store = ledger.openForAppend();
        SnapshotStore snapshots = SnapshotsCommand.store(ledger)) {
      ErasureReport report =
          Erasure.of(store, keys).purging(Purge.of(snapshots)).erase(id, why, who);
      say("Erased", id, report.streams());
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE,
          "the keys of '%s' are destroyed, but its snapshots could not be deleted: %s; run it again"
              .formatted(id, Inputs.reason(e)));
    }
    return Exit.OK;
  }

  private FileVault opened(Path folder) throws IOException {
    Disk disk = ledger.access().disk();
    if (!disk.exists(folder)) {
      throw CommandException.notFound("there is no vault at %s".formatted(folder));
    }
    return FileVault.open(disk, folder);
  }

  /** Erasing in a vault that does not know the subject would only look like one. */
  private Set<StreamId> known(SubjectId id, FileVault keys) {
    try (EventReader reader = ledger.openForReading()) {
      if (!keys.subjects().contains(id)) {
        throw CommandException.notFound(
            "%s has nothing of '%s'; nothing was erased".formatted(keys.place(), id));
      }
      return Erasure.streams(reader, id);
    }
  }

  private static String text(String option, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw CommandException.usage("erase needs %s, which is recorded".formatted(option));
    }
    List<String> personal = PersonalDataLint.looksLike(value);
    if (!personal.isEmpty()) {
      throw CommandException.usage(
          "%s looks like %s, and stays in the log for ever; give an id"
              .formatted(option, personal.getFirst()));
    }
    return value;
  }

  private void say(String done, SubjectId id, Set<StreamId> streams) {
    List<StreamId> sorted = streams.stream().sorted().toList();
    ledger
        .out()
        .line(
            "%s '%s', which has sealed values in %d stream%s."
                .formatted(done, id, sorted.size(), sorted.size() == 1 ? "" : "s"));
    sorted.forEach(stream -> ledger.out().line(stream.value()));
  }
}
