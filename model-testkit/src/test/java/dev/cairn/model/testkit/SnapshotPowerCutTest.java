package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.SNAPPED;
import static dev.cairn.model.testkit.SnappedAccounts.fill;
import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.Aggregates;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.Snapshots;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCutTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The power is cut before every single call to the disk that a log and its snapshots make. Whatever
 * is left: each state that is loaded is that of the whole history, and snapshots are taken again.
 */
@Tag("crash")
final class SnapshotPowerCutTest {

  private static final Path FOLDER = Path.of("/store");
  private static final List<String> IDS = List.of("1", "2");

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  private final PowerCutTrial trial = new PowerCutTrial(12, Set.of("LOCK", "LOCK.next", "OWNER"));
  private long used;

  private static LogOptions options(Disk disk) {
    return LogOptions.standard().withDisk(disk);
  }

  private static SnapshotFiles files(Disk disk) {
    return SnapshotFiles.in(disk, FOLDER.resolve(SnapshotFiles.FOLDER))
        .keeping(new SnapshotRetention(2));
  }

  @Test
  void whereverThePowerIsCutTheStateIsThatOfTheWholeHistory() throws IOException {
    PowerCutTrial.Tally tally = trial.run(SnapshotPowerCutTest::program, this::recover);
    assertTrue(tally.calls() > 100, tally.toString());
    assertTrue(tally.states() > 5 * tally.calls(), tally.toString());
    assertTrue(used > tally.states(), "too few loads began with a snapshot: " + used);
  }

  /** Snapshots of two aggregates, one of them replaced and others pruned. */
  private static void program(Disk disk) throws IOException {
    try (LogStore store = LogStore.open(FOLDER, options(disk));
        Snapshots snapshots = Snapshots.of(store, files(disk))) {
      for (long version = 3; version <= 12; version += 3) {
        for (String id : IDS) {
          fill(store, id, version);
          assertTrue(snapshots.take(SNAPPED, id).isPresent());
        }
      }
    }
  }

  private void recover(MemoryDisk left) throws IOException {
    try (LogStore store = LogStore.open(FOLDER, options(left));
        Snapshots snapshots = Snapshots.of(store, files(left))) {
      compare(store, snapshots);
      for (String id : IDS) {
        fill(store, id, store.version(ACCOUNT.stream(id)).number() + 1);
        assertTrue(snapshots.take(SNAPPED, id).isPresent());
      }
      compare(store, snapshots);
      used += snapshots.stats().used();
      assertEquals(
          0, snapshots.stats().ignored(), "no half of a file ever has the name of a whole");
    }
  }

  private static void compare(LogStore store, Snapshots snapshots) {
    Aggregates truth = Aggregates.of(store);
    Aggregates aggregates = truth.withSnapshots(snapshots);
    for (String id : IDS) {
      assertEquals(truth.load(ACCOUNT, id), aggregates.load(SNAPPED, id));
    }
  }
}
