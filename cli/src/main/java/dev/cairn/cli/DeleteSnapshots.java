package dev.cairn.cli;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.SnapshotStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes snapshots, after asking. */
@Command(
    name = "delete",
    description =
        "Delete the snapshot of a stream at a version, all of a stream, or all. "
            + "Nothing is lost but time: the next load replays the history. Asks first, on "
            + "a terminal; elsewhere --yes is needed.")
final class DeleteSnapshots implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "STREAM", description = "The stream.")
  private String stream = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Only the one at this version.")
  private long version;

  @Option(names = "--all", description = "The snapshots of all streams, damaged ones too.")
  private boolean all;

  @Mixin private final Confirmation confirmation = new Confirmation();

  private final Ledger ledger;

  DeleteSnapshots(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (all != stream.isEmpty()) {
      throw CommandException.usage("delete needs a STREAM, or --all and none");
    }
    if (version < 0) {
      throw CommandException.usage("a version is 1 or greater, not " + version);
    }
    ledger.openForReading().close(); // What is no store has no snapshots of ours either.
    try (SnapshotStore store = SnapshotsCommand.store(ledger)) {
      return all ? deleteAll(store) : delete(store, StreamId.of(stream));
    } catch (IOException e) {
      throw SnapshotsCommand.unreadable(ledger, e);
    }
  }

  private int deleteAll(SnapshotStore store) throws IOException {
    long[] found = new long[1];
    store.visit(_ -> found[0]++);
    confirm(found[0]);
    store.clear();
    return deleted(found[0]);
  }

  private int delete(SnapshotStore store, StreamId one) throws IOException {
    List<Version> versions =
        store.versions(one).stream()
            .filter(kept -> version == 0 || kept.number() == version)
            .toList();
    if (versions.isEmpty()) {
      throw CommandException.notFound(
          version == 0
              ? "there is no snapshot of '%s'".formatted(one)
              : "there is no snapshot of '%s' at version %d".formatted(one, version));
    }
    confirm(versions.size());
    for (Version each : versions) {
      store.delete(one, each);
    }
    return deleted(versions.size());
  }

  private int deleted(long count) {
    ledger.out().line("Deleted %s.".formatted(snapshots(count)));
    return Exit.OK;
  }

  private static String snapshots(long count) {
    return count == 1 ? "1 snapshot" : count + " snapshots";
  }

  private void confirm(long count) throws IOException {
    confirmation.require(
        ledger,
        "delete " + snapshots(count),
        "delete %s of %s? Type yes:".formatted(snapshots(count), ledger.folder()),
        "yes",
        "nothing was deleted");
  }
}
