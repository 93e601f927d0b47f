package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.StreamId;
import dev.cairn.model.AggregateType;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotStore;
import dev.cairn.model.SnapshotStore.Entry;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.model.SnapshotVerdict;
import dev.cairn.model.SnapshotVerifier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about the snapshots in the store's folder. */
@Command(
    name = "snapshots",
    description = "List, verify or delete the snapshots of the store; losing them costs time only.",
    synopsisSubcommandLabel = "COMMAND")
final class SnapshotsCommand implements Callable<Integer> {

  private final Ledger ledger;

  private SnapshotsCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The command with those below it. */
  static CommandLine of(Ledger ledger) {
    SnapshotsCommand command = new SnapshotsCommand(ledger);
    return new CommandLine(command)
        .addSubcommand("list", new ListSnapshots(command))
        .addSubcommand("verify", new VerifySnapshots(command))
        .addSubcommand("delete", new DeleteSnapshots(ledger));
  }

  @Override
  public Integer call() {
    throw CommandException.usage(
        "snapshots needs list, verify or delete; see 'ledger snapshots --help'");
  }

  /** The snapshots in the store's folder. */
  static SnapshotStore store(Ledger ledger) {
    return SnapshotFiles.in(ledger.access().disk(), ledger.folder().resolve(SnapshotFiles.FOLDER));
  }

  static CommandException unreadable(Ledger ledger, IOException cause) {
    return CommandException.withExit(
        Exit.UNAVAILABLE,
        "the snapshots of %s: %s".formatted(ledger.folder(), Inputs.reason(cause)));
  }

  /**
   * Judges each snapshot of a stream, or all; one that is damaged may be of any stream, so it is
   * always among them.
   *
   * @param stream the name of the stream; empty for all
   * @param types the kinds of aggregates whose history can be folded
   * @param consumer is told of each
   */
  private void judge(
      String stream, List<AggregateType<?, ?, ?>> types, Consumer<SnapshotRow> consumer) {
    String wanted = stream.isEmpty() ? "" : StreamId.of(stream).value();
    try (EventReader reader = ledger.openForReading();
        SnapshotStore store = store(ledger)) {
      SnapshotVerifier verifier = SnapshotVerifier.of(reader, types);
      store.visit(entry -> {
        if (entry.found() instanceof Found.Intact(var one)
            && !wanted.isEmpty()
            && !one.stream().value().equals(wanted)) {
          return;
        }
        consumer.accept(new SnapshotRow(entry, verdict(verifier, entry)));
      });
    } catch (IOException e) {
      throw unreadable(ledger, e);
    }
  }

  private static @Nullable SnapshotVerdict verdict(SnapshotVerifier verifier, Entry entry) {
    return entry.found() instanceof Found.Intact(var one) ? verifier.verify(one) : null;
  }

  /** Shows the snapshots. */
  @Command(
      name = "list",
      description =
          "Show the snapshots, and whether each belongs to this log. Damaged ones are always shown.")
  static final class ListSnapshots implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "STREAM", description = "Only those of this stream.")
    private String stream = "";

    @Mixin private final Format.Choice output = new Format.Choice();

    private final SnapshotsCommand snapshots;

    ListSnapshots(SnapshotsCommand snapshots) {
      this.snapshots = snapshots;
    }

    @Override
    public Integer call() {
      Printer<SnapshotRow> printer =
          new Printer<>(new SnapshotView(false), output.format, snapshots.ledger.out());
      snapshots.judge(stream, List.of(), printer::print);
      printer.end();
      return Exit.OK;
    }
  }

  /** Compares the snapshots with the whole history. */
  @Command(
      name = "verify",
      description =
          "Fold the whole history of each aggregate with the code of its application "
              + "and compare the state with the one in the snapshot. Exit code 6 if any "
              + "drifted, is damaged or misplaced.")
  static final class VerifySnapshots implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "STREAM", description = "Only those of this stream.")
    private String stream = "";

    @Option(
        names = DomainLoader.OPTION,
        paramLabel = "PATH",
        description = "The application's jar, or a folder of its jars or classes.")
    private @Nullable String domain;

    @Mixin private final Format.Choice output = new Format.Choice();

    private final SnapshotsCommand snapshots;
    private int judged;
    private int failed;

    VerifySnapshots(SnapshotsCommand snapshots) {
      this.snapshots = snapshots;
    }

    @Override
    public Integer call() {
      if (domain == null) {
        throw CommandException.usage(
            "verify needs --domain PATH, the jar of the application whose code folds the events");
      }
      Printer<SnapshotRow> printer =
          new Printer<>(new SnapshotView(true), output.format, snapshots.ledger.out());
      try (DomainLoader loader = DomainLoader.open(domain)) {
        snapshots.judge(
            stream,
            loader.domain().aggregates(),
            row -> {
              judged++;
              failed += row.isFailure() ? 1 : 0;
              printer.print(row);
            });
      }
      printer.end();
      if (failed > 0) {
        snapshots.ledger.out().flush();
        throw CommandException.withExit(
            Exit.VERIFICATION_FAILED,
            "%d of %d %s not what the history says; delete %s with 'ledger snapshots delete'"
                .formatted(
                    failed,
                    judged,
                    judged == 1 ? "snapshot is" : "snapshots are",
                    failed == 1 ? "it" : "them"));
      }
      return Exit.OK;
    }
  }
}
