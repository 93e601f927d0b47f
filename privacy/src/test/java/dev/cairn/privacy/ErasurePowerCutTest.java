package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.VAULT;
import static dev.cairn.privacy.Samples.ann;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.StreamId;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.Aggregates;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCutTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every call to the disk while a person is recorded and erased. What is
 * left: every event that was recorded can be read, with its data or erased; an erasure that was
 * recorded is finished at the next opening.
 */
@Tag("crash")
final class ErasurePowerCutTest {

  private static final Path STORE = Path.of("/store");
  private static final StreamId STREAM = StreamId.of("customer-7");

  private final PowerCutTrial trial = new PowerCutTrial(4, Set.of("LOCK", "LOCK.next", "OWNER"));
  private boolean erased;

  private static LogOptions options(Disk disk) {
    return LogOptions.standard().withDisk(disk);
  }

  @Test
  void whereverThePowerIsCutNoEventIsUnreadableAndARecordedErasureIsFinished() throws IOException {
    PowerCutTrial.Tally tally = trial.run(this::program, this::recover);
    assertTrue(tally.calls() > 60, tally.toString());
  }

  private void program(Disk disk) throws IOException {
    try (LogStore store = LogStore.open(STORE, options(disk))) {
      FileVault vault = FileVault.open(disk, VAULT);
      store.append(
          Append.to(
              STREAM, ExpectedVersion.noStream(), Samples.event(Samples.codec(vault), ann())));
      Erasure.of(store, vault).erase(ANN, "request 12", "clerk-3");
      erased = true;
    }
  }

  private void recover(MemoryDisk left) throws IOException {
    try (LogStore store = LogStore.open(STORE, options(left))) {
      FileVault vault = FileVault.open(left, VAULT);
      boolean recorded = SubjectErased.find(store, ANN).isPresent();
      assertTrue(recorded || !erased);
      Erasure erasure = Erasure.of(store, vault);
      erasure.finish();
      if (store.version(STREAM).number() == 1) {
        Personal<String> name =
            Aggregates.of(store).load(Customer.type(vault), "7").state().name().orElseThrow();
        assertEquals(recorded ? Optional.empty() : Optional.of(CANARY), name.known());
      }
      assertEquals(recorded, vault.keys(ANN) instanceof SubjectKeys.Erased);
      erasure.erase(ANN, "request 12", "clerk-3");
      assertInstanceOf(SubjectKeys.Erased.class, vault.keys(ANN));
    }
  }
}
