package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.BOB;
import static dev.cairn.privacy.Samples.TOMBSTONE;
import static dev.cairn.privacy.Samples.VAULT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCutTrial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call of a vault to the disk: what it gave out is there, what
 * it destroyed is not, and everything else can be done again.
 */
@Tag("crash")
final class FileVaultPowerCutTest {

  private final PowerCutTrial trial = new PowerCutTrial(12, Set.of("LOCK"));
  private final List<SubjectKey> given = new ArrayList<>();
  private boolean destroyed;

  @Test
  void whereverThePowerIsCutWhatWasGivenOutIsThereAndWhatWasDestroyedIsNot() throws IOException {
    PowerCutTrial.Tally tally = trial.run(this::program, this::recover);
    assertTrue(tally.calls() > 50, tally.toString());
  }

  private void program(Disk disk) {
    FileVault vault = FileVault.open(disk, VAULT);
    given.add(vault.current(ANN));
    vault.current(BOB);
    given.add(vault.rotate(ANN));
    given.add(FileVault.open(disk, VAULT).rotate(ANN));
    vault.destroy(ANN, TOMBSTONE);
    destroyed = true;
    vault.destroy(ANN, TOMBSTONE.completed());
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
