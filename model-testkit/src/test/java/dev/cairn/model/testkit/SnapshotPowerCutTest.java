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
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The power is cut before every single call to the disk that a log and its snapshots make, with
 * every combination of what was not synced lost, kept, torn and reordered, as many as {@code
 * -Dcairn.states=N} says. Whatever is left: each state that is loaded is that of the whole history,
 * and snapshots are taken again.
 */
@Tag("crash")
final class SnapshotPowerCutTest {

  private static final int STATES = Integer.getInteger("cairn.states", 12);
  private static final long SEED = Long.getLong("cairn.seed", 1);
  private static final Path FOLDER = Path.of("/store");
  private static final List<String> IDS = List.of("1", "2");

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final SeededRandom random = new SeededRandom(SEED);
  private final PowerCuts cuts =
      new PowerCuts(new FaultLedger(), Set.of("LOCK", "LOCK.next", "OWNER"));
  private @Nullable Throwable failure;
  private int points;
  private int states;
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
    disk.watch(this::cut);
    program(disk);
    disk.watch((_, _) -> {});
    if (failure != null) {
      throw new AssertionError(failure);
    }
    recover(memory.afterPowerCut(SEED));
    assertTrue(points > 100, "the program makes too few calls: " + points);
    assertTrue(states > 5 * points, "too few states: " + states);
    assertTrue(used > states, "too few loads began with a snapshot: " + used);
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

  private void cut(long number, FaultyDisk.Call call) {
    if (failure != null) {
      return;
    }
    points++;
    try {
      cuts.visit(memory, STATES, random, this::recover);
    } catch (IOException | RuntimeException | AssertionError e) {
      failure =
          new AssertionError(
              "the power was cut before call %d, %s, -Dcairn.seed=%d: %s"
                  .formatted(number, call, SEED, e),
              e);
    }
  }

  private void recover(MemoryDisk left) throws IOException {
    states++;
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
