package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call to the disk that a log and its tree make, with what was
 * not synced lost, kept, torn and reordered in as many ways as {@code -Dcairn.states=N} says.
 * Whatever is left: a head that was given is that of the log for ever, and the tree goes on.
 */
@Tag("crash")
final class LogTreePowerCutTest {

  private static final int STATES = Integer.getInteger("cairn.states", 12);
  private static final long SEED = Long.getLong("cairn.seed", 1);
  private static final Path FOLDER = Path.of("/store");

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final SeededRandom random = new SeededRandom(SEED);
  private final PowerCuts cuts =
      new PowerCuts(new FaultLedger(), Set.of("LOCK", "LOCK.next", "OWNER"));
  private final List<TreeHead> given = new ArrayList<>();
  private @Nullable Throwable failure;
  private int points;
  private int states;
  private int wentOn;

  private static LogOptions options(Disk disk) {
    return LogOptions.standard().withDisk(disk);
  }

  @Test
  void whereverThePowerIsCutTheTreeIsThatOfTheLog() throws IOException {
    disk.watch(this::cut);
    program();
    disk.watch((_, _) -> {});
    if (failure != null) {
      throw new AssertionError(failure);
    }
    recover(memory.afterPowerCut(SEED));
    assertTrue(points > 80, "the program makes too few calls: " + points);
    assertTrue(states > 5 * points, "too few states: " + states);
    assertTrue(wentOn > states / 4, "too few trees went on from what was kept: " + wentOn);
  }

  /** Partial tiles, one that becomes full, and those that follow it. */
  private void program() {
    try (LogStore store = LogStore.open(FOLDER, options(disk));
        LogTree tree = LogTree.open(FOLDER, store, options(disk))) {
      for (int some : List.of(3, 250, 2, 4)) {
        Logs.append(store, some);
        given.add(tree.grow());
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
    List<TreeHead> before = List.copyOf(given);
    try (LogStore store = LogStore.open(FOLDER, options(left));
        LogTree tree = LogTree.open(FOLDER, store, options(left))) {
      wentOn += tree.head().size() > 0 ? 1 : 0;
      Logs.append(store, 1);
      NaiveTree naive = NaiveTree.of(store);
      TreeHead head = tree.grow();
      assertEquals(naive.head(), head);
      for (TreeHead older : before) {
        assertEquals(naive.heads().get((int) older.size()), older);
        tree.consistency(older.size(), head.size()).verify(older, head);
      }
    }
  }
}
