package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.BOB;
import static dev.cairn.privacy.Samples.TOMBSTONE;
import static dev.cairn.privacy.Samples.VAULT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call of a vault to the disk: what it gave out is there, what
 * it destroyed is not, and everything else can be done again.
 */
@Tag("crash")
final class FileVaultPowerCutTest {

  private static final int STATES = Integer.getInteger("cairn.states", 12);
  private static final long SEED = Long.getLong("cairn.seed", 1);

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final SeededRandom random = new SeededRandom(SEED);
  private final PowerCuts cuts = new PowerCuts(new FaultLedger(), Set.of("LOCK"));
  private final List<SubjectKey> given = new ArrayList<>();
  private boolean destroyed;
  private int points;
  private @Nullable Throwable failure;

  @Test
  void whereverThePowerIsCutWhatWasGivenOutIsThereAndWhatWasDestroyedIsNot() throws IOException {
    disk.watch(this::cut);
    FileVault vault = FileVault.open(disk, VAULT);
    given.add(vault.current(ANN));
    vault.current(BOB);
    given.add(vault.rotate(ANN));
    given.add(FileVault.open(disk, VAULT).rotate(ANN));
    vault.destroy(ANN, TOMBSTONE);
    destroyed = true;
    vault.destroy(ANN, TOMBSTONE.completed());
    disk.watch((_, _) -> {});
    if (failure != null) {
      throw new AssertionError(failure);
    }
    assertTrue(points > 50, "points: " + points);
  }

  private void cut(long number, FaultyDisk.Call call) {
    if (failure != null) {
      return;
    }
    points++;
    try {
      cuts.visit(memory, STATES, random, this::recover);
    } catch (IOException | RuntimeException | AssertionError e) {
      failure = new AssertionError("before call %d, %s: %s".formatted(number, call, e), e);
    }
  }

  private void recover(MemoryDisk left) throws IOException {
    FileVault vault = FileVault.open(left, VAULT);
    if (destroyed) {
      assertInstanceOf(SubjectKeys.Erased.class, vault.keys(ANN));
    } else if (vault.keys(ANN) instanceof SubjectKeys.Held held) {
      for (SubjectKey key : given) {
        assertArrayEquals(
            key.secret().getEncoded(), held.key(key.number()).orElseThrow().secret().getEncoded());
      }
    } else if (vault.keys(ANN) instanceof SubjectKeys.Unknown) {
      assertEquals(List.of(), given);
      assertEquals(1, vault.current(ANN).number());
    }
    assertEquals(TOMBSTONE.at(), vault.destroy(ANN, TOMBSTONE).at());
    assertEquals(List.of("LOCK", "customer-7.json"), names(left));
  }

  /** What was begun and never finished goes with the next write. */
  private static List<String> names(MemoryDisk left) throws IOException {
    return left.list(VAULT).stream().filter(name -> !name.contains("customer-8")).toList();
  }
}
