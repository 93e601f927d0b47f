package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCutTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call to the disk that a log and its tree make. Whatever is
 * left: a head that was given is that of the log for ever, and the tree goes on.
 */
@Tag("crash")
final class LogTreePowerCutTest {

  private static final Path FOLDER = Path.of("/store");

  private final PowerCutTrial trial = new PowerCutTrial(12, Set.of("LOCK", "LOCK.next", "OWNER"));
  private final List<TreeHead> given = new ArrayList<>();
  private int wentOn;

  private static LogOptions options(Disk disk) {
    return LogOptions.standard().withDisk(disk);
  }

  @Test
  void whereverThePowerIsCutTheTreeIsThatOfTheLog() throws IOException {
    PowerCutTrial.Tally tally = trial.run(this::program, this::recover);
    assertTrue(tally.calls() > 80, tally.toString());
    assertTrue(tally.states() > 5 * tally.calls(), tally.toString());
    assertTrue(wentOn > tally.states() / 4, "too few trees went on from what was kept: " + wentOn);
  }

  /** Partial tiles, one that becomes full, and those that follow it. */
  private void program(Disk disk) {
    try (LogStore store = LogStore.open(FOLDER, options(disk));
        LogTree tree = LogTree.open(FOLDER, store, options(disk))) {
      for (int some : List.of(3, 250, 2, 4)) {
        Logs.append(store, some);
        given.add(tree.grow());
      }
    }
  }

  private void recover(MemoryDisk left) throws IOException {
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
