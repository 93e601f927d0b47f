package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.SNAPPED;
import static dev.cairn.model.testkit.SnappedAccounts.fill;
import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.model.Aggregates;
import dev.cairn.model.Loaded;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every snapshot of a store, damaged in every place: whatever is left, the state is right. */
final class SnapshotBitRotTest {

  private static final Path FOLDER = Path.of("/snapshots");
  private static final List<String> IDS = List.of("1", "2", "Ärger/" + "x".repeat(200));

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  private final InMemoryEventStore store = new InMemoryEventStore();
  private final MemoryDisk disk = new MemoryDisk();
  private final SnapshotFiles files = SnapshotFiles.in(disk, FOLDER);
  private final List<Loaded<Account>> truth = new ArrayList<>();
  private int damaged;

  @BeforeEach
  void takeThem() throws IOException {
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      for (String id : IDS) {
        for (long version : List.of(3L, 6L)) {
          fill(store, id, version);
          assertTrue(snapshots.take(SNAPPED, id).isPresent());
        }
        fill(store, id, 8);
        truth.add(Aggregates.of(store).load(ACCOUNT, id));
      }
    }
  }

  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String own : disk.list(FOLDER)) {
      disk.list(FOLDER.resolve(own)).forEach(file -> all.add(FOLDER.resolve(own).resolve(file)));
    }
    assertEquals(2 * IDS.size(), all.size());
    return all;
  }

  private void put(Path file, byte[] bytes) throws IOException {
    AtomicFile.write(disk, file, ByteBuffer.wrap(bytes));
  }

  /** Each load of the damaged one passes it over, so the state can only be right by others. */
  private void assertTrueStates(String damage, int ignored) {
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      Aggregates aggregates = Aggregates.of(store).withSnapshots(snapshots);
      for (int i = 0; i < IDS.size(); i++) {
        assertEquals(truth.get(i), aggregates.load(SNAPPED, IDS.get(i)), damage);
      }
      assertEquals(ignored, snapshots.stats().ignored(), damage);
    }
    damaged++;
  }

  /** The older one of an aggregate is not looked at where the newer one is sound. */
  private static int ignored(Path file) {
    return file.endsWith("6.json") ? 1 : 0;
  }

  @Test
  void everyBitThatFlipsChangesNoState() throws IOException {
    for (Path file : all()) {
      byte[] sound = AtomicFile.read(disk, file);
      for (int bit = 0; bit < 8 * sound.length; bit++) {
        byte[] flipped = sound.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        put(file, flipped);
        assertTrueStates("%s, bit %d".formatted(file, bit), ignored(file));
      }
      put(file, sound);
    }
    assertTrue(damaged > 10_000, "damaged: " + damaged);
  }

  @Test
  void noLengthThatAFileIsCutToChangesAState() throws IOException {
    for (Path file : all()) {
      byte[] sound = AtomicFile.read(disk, file);
      for (int length = 0; length < sound.length; length++) {
        put(file, Arrays.copyOf(sound, length));
        assertTrueStates("%s, length %d".formatted(file, length), ignored(file));
      }
      put(file, Arrays.copyOf(sound, sound.length + 1));
      assertTrueStates("%s, one byte more".formatted(file), ignored(file));
      put(file, sound);
    }
  }

  @Test
  void noFileInThePlaceOfAnotherChangesAState() throws IOException {
    List<Path> all = all();
    for (Path file : all) {
      byte[] sound = AtomicFile.read(disk, file);
      for (Path other : all) {
        if (!other.equals(file)) {
          put(file, AtomicFile.read(disk, other));
          assertTrueStates("%s is %s".formatted(file, other), ignored(file));
        }
      }
      put(file, sound);
    }
  }

  @Test
  void noFileThatIsMissingChangesAState() throws IOException {
    Disk left = disk;
    for (Path file : all()) {
      left.delete(file);
      assertTrueStates(file + " is gone", 0);
    }
  }
}
