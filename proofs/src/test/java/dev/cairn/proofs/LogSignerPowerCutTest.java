package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.log.Durability;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call to the disk that a log, its tree, its keys and its
 * signer make. Whatever is left: the log goes on, with other events than before, and what is signed
 * then begins with everything that anybody could have seen signed, be it for a moment only.
 */
@Tag("crash")
final class LogSignerPowerCutTest {

  private static final int STATES = Integer.getInteger("cairn.states", 3);
  private static final long SEED = Long.getLong("cairn.seed", 1);
  private static final Path FOLDER = Path.of("/store");
  private static final Path KEYS = Path.of("/keys");

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final SeededRandom random = new SeededRandom(SEED);
  private final PowerCuts cuts =
      new PowerCuts(new FaultLedger(), Set.of("LOCK", "LOCK.next", "OWNER", "checkpoint.LOCK"));
  private final Set<TreeHead> seen = new LinkedHashSet<>();
  private Durability durability = Durability.synced();
  private @Nullable Throwable failure;
  private int points;
  private int states;
  private int finished;
  private int lost;
  private long shown;

  private LogOptions options(Disk on) {
    return LogOptions.standard()
        .withDisk(on)
        .withSegmentBytes(4 << 10)
        .withBackground(Runnable::run)
        .withDurability(durability);
  }

  @Test
  void nothingIsSignedThatDoesNotGoOnFromWhatWasSigned() throws IOException {
    run();
    assertTrue(finished > 0, "no signing was finished");
  }

  @Test
  void neitherInALogWhoseLatestEventsAPowerCutTakesBack() throws IOException {
    durability = Durability.mayLoseLatest(Duration.ofMinutes(1));
    run();
    assertTrue(lost > states / 20, "too few power cuts took events back: " + lost);
  }

  private void run() throws IOException {
    disk.watch(this::cut);
    program();
    disk.watch((_, _) -> {});
    if (failure != null) {
      throw new AssertionError(failure);
    }
    recover(memory.afterPowerCut(SEED));
    assertTrue(points > 80, "the program makes too few calls: " + points);
    assertTrue(states > points, "too few states: " + states);
    assertTrue(seen.size() > 2, "too few checkpoints: " + seen);
  }

  /** More than a segment, so that a relaxed log syncs on the way. */
  private void program() {
    try (LogStore store = LogStore.open(FOLDER, options(disk));
        LogTree tree = LogTree.open(FOLDER, store, options(disk))) {
      LogSigner signer = signer(store, tree, disk);
      for (int some : new int[] {2, 22, 22}) {
        Logs.append(store, some);
        Logs.append(store, 1);
        shown = store.head().sequence();
        signer.sign();
      }
      LogKeys.open(disk, KEYS, store).rotate();
      signer.sign();
    }
  }

  private LogSigner signer(LogStore store, LogTree tree, Disk on) {
    return LogSigner.of(FOLDER, store, tree, LogKeys.open(on, KEYS, store), options(on));
  }

  private void cut(long number, FaultyDisk.Call call) {
    if (failure != null) {
      return;
    }
    points++;
    try {
      look(memory);
      cuts.visit(memory, STATES, random, this::recover);
    } catch (IOException | RuntimeException | AssertionError e) {
      failure =
          new AssertionError(
              "the power was cut before call %d, %s, -Dcairn.seed=%d: %s"
                  .formatted(number, call, SEED, e),
              e);
    }
  }

  /** What anybody can read at this moment, durable or not. */
  private void look(Disk on) throws IOException {
    try {
      SignedNote note = SignedNote.parse(AtomicFile.read(on, FOLDER.resolve("checkpoint")));
      seen.add(Checkpoint.parse(note.text()).head());
    } catch (NoSuchFileException e) {
      // Nothing is signed yet.
    }
  }

  private void recover(MemoryDisk left) throws IOException {
    states++;
    Set<TreeHead> before = Set.copyOf(seen);
    try (LogStore store = LogStore.open(FOLDER, options(left));
        LogTree tree = LogTree.open(FOLDER, store, options(left))) {
      lost += store.head().sequence() < shown ? 1 : 0;
      LogSigner signer = signer(store, tree, left);
      finished += signer.sign().isNew() ? 0 : 1;
      Logs.append(store, 40);
      SignedNote note = signer.sign().note();
      NaiveTree naive = NaiveTree.of(store);
      TreeHead head = Checkpoint.parse(note.text()).head();
      assertEquals(naive.heads().get((int) head.size()), head);
      for (TreeHead older : before) {
        assertTrue(older.size() <= head.size(), () -> older + " is newer than " + head);
        assertEquals(naive.heads().get((int) older.size()), older);
      }
      Checkpoints checkpoints = Checkpoints.of(left, FOLDER);
      assertEquals(note, checkpoints.latest().orElseThrow());
      assertEquals(
          0, checkpoints.each(each -> assertOnTheWay(naive, each)), "nothing torn is left");
    }
  }

  private static void assertOnTheWay(NaiveTree naive, SignedNote note) {
    TreeHead head = Checkpoint.parse(note.text()).head();
    assertEquals(naive.heads().get((int) head.size()), head);
  }
}
