package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCutTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call to the disk that a witness makes, and every call fails
 * once. Whatever is left: of what was given out, no fork is ever cosigned.
 */
@Tag("crash")
final class WitnessPowerCutTest {

  private static final Path FOLDER = Path.of("/witness");
  private static final List<Long> SIZES = List.of(0L, 1L, 3L, 5L);

  private final PowerCutTrial trial = new PowerCutTrial(40, Set.of("LOCK"));

  /** The size that was given out last, and the keys that it was cosigned with. */
  private long given;

  private List<String> keys = List.of();

  @Test
  void whereverThePowerIsCutNoForkOfWhatWasGivenOutIsCosigned() throws IOException {
    PowerCutTrial.Tally tally = trial.run(this::grow, this::recover);
    assertEquals(5, given);
    assertTrue(tally.calls() > 25, tally.toString());
    assertTrue(tally.states() > 3 * tally.calls(), tally.toString());
  }

  @Test
  void whateverCallFailsNoForkOfWhatWasGivenOutIsCosigned() throws IOException {
    int struck = 0;
    for (Operation operation : Operation.values()) {
      for (int nth = 1; ; nth++) {
        MemoryDisk memory = new MemoryDisk();
        FaultyDisk disk = new FaultyDisk(memory);
        given = 0;
        keys = List.of();
        disk.inject(Fault.at(operation, nth, () -> new IOException("injected")));
        grow(disk);
        boolean met = disk.count(operation) >= nth;
        disk.heal();
        for (int seed = 0; seed < 4; seed++) {
          recover(memory.afterPowerCut(seed));
        }
        if (!met) {
          break;
        }
        struck++;
      }
    }
    assertTrue(struck > 20, "too few calls failed: " + struck);
  }

  /**
   * Lets a log grow as far as the disk allows: a request that fails is sent again to the same
   * witness, a folder that cannot be opened is opened again.
   */
  private void grow(Disk disk) {
    for (int start = 0; start < 2; start++) {
      try (WitnessFolder state = WitnessFolder.open(disk, FOLDER)) {
        Witness witness = witness(state);
        for (int i = 1; i < SIZES.size(); i++) {
          grow(witness, SIZES.get(i - 1), SIZES.get(i));
        }
        return;
      } catch (IOException e) {
        // The disk failed on the way to the first request; the next start may fare better.
      }
    }
  }

  private void grow(Witness witness, long from, long to) {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        int status = witness.add(PublishedLog.request(from, to).bytes()).status();
        if (status != 200) {
          // What failed before is held by now, and the log goes on from there.
          assertEquals(409, status);
          assertEquals(200, witness.add(PublishedLog.request(to, to).bytes()).status());
        }
        given = to;
        return;
      } catch (IOException e) {
        servedIsDurable(witness);
      }
    }
  }

  /** What the witness shows of itself is cosigned as well as what it answers. */
  private void servedIsDurable(Witness witness) {
    try {
      String hash = HeldFile.sha256(PublishedLog.ORIGIN.getBytes(UTF_8));
      witness.latest(hash).ifPresent(note -> given = Checkpoint.parse(note.text()).head().size());
    } catch (IOException e) {
      // Nothing is shown of what is not known.
    }
  }

  private Witness witness(WitnessFolder state) throws IOException {
    List<SignerKey> made = state.keys("w.example");
    keys = made.stream().map(SignerKey::secret).toList();
    return new Witness(made, List.of(PublishedLog.IDENTITY), state, Clock.systemUTC());
  }

  private void recover(Disk left) throws IOException {
    try (WitnessFolder state = WitnessFolder.open(left, FOLDER)) {
      List<SignerKey> found = state.keys("w.example");
      if (!keys.isEmpty()) {
        assertEquals(keys, found.stream().map(SignerKey::secret).toList());
      }
      Witness witness =
          new Witness(found, List.of(PublishedLog.IDENTITY), state, Clock.systemUTC());
      TreeHead held =
          state
              .held(PublishedLog.ORIGIN)
              .map(note -> Checkpoint.parse(note.text()).head())
              .orElse(TreeHead.EMPTY);
      assertTrue(held.size() >= given, "held is %d, given %d".formatted(held.size(), given));
      for (long old : SIZES) {
        for (long size : SIZES.subList(1, SIZES.size())) {
          if (given > 0) {
            assertForkRefused(witness, old, size);
          }
        }
      }
      if (held.size() < 5) {
        assertEquals(200, witness.add(PublishedLog.request(held.size(), 5).bytes()).status());
      }
    }
  }

  private static void assertForkRefused(Witness witness, long old, long size) throws IOException {
    AddCheckpoint fork =
        new AddCheckpoint(old, PublishedLog.proof(old, size).hashes(), PublishedLog.fork(size));
    assertNotEquals(200, witness.add(fork.bytes()).status(), fork::toString);
  }
}
