package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.MissingStoreException;
import dev.cairn.RecordedEvent;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The power is cut before every single call that a program makes to the disk, and again while the
 * store is recovered. {@code -Dcairn.seed=N} replays what one seed leaves; {@code -Dcairn.seeds=N}
 * tries more of them.
 */
@Tag("crash")
final class LogPowerCutTest {

  private static final @Nullable Long SEED = Long.getLong("cairn.seed");
  private static final int SEEDS = Integer.getInteger("cairn.seeds", 4);

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final Scenario scenario = new Scenario(disk, memory, this::cut);
  private @Nullable LogReader reader;
  private @Nullable Throwable failure;
  private int cuts;
  private int lost;

  private static List<Long> seeds() {
    return SEED == null ? LongStream.rangeClosed(1, SEEDS).boxed().toList() : List.of(SEED);
  }

  @Test
  void nothingAcknowledgedAndNothingSeenIsLostHoweverThePowerIsCut() {
    holds();
  }

  @Test
  void norWhereEventsAreWrittenToPreparedSpace() {
    scenario.with(options ->
        options.withPrepared(new PreparedSpace(8 << 10, 2 << 10, 2, Duration.ofHours(1))));
    holds();
  }

  private void holds() {
    scenario.run();
    if (failure != null) {
      throw new AssertionError(failure);
    }
    assertEquals(14, scenario.acknowledged());
    assertTrue(cuts > 150, "the program makes too few calls: " + cuts);
    assertTrue(lost > 0 || SEED != null, "no cut took an append that was under way");
  }

  private void cut(long number, FaultyDisk.Call call) {
    if (failure != null) {
      return;
    }
    cuts++;
    List<RecordedEvent> seen = seen();
    for (long seed : seeds()) {
      try {
        MemoryDisk left = memory.afterPowerCut(seed * 1_000_003 + number);
        if ((number + seed) % 10 == 0) {
          cutAgain(left, seen, seed);
        }
        recover(left, seen);
      } catch (IOException | RuntimeException | AssertionError e) {
        failure =
            new AssertionError(
                "the power was cut before call %d, %s, -Dcairn.seed=%d: %s"
                    .formatted(number, call, seed, e),
                e);
        return;
      }
    }
  }

  /** What another process has been shown by now. */
  private List<RecordedEvent> seen() {
    try {
      LogReader following =
          reader == null ? LogReader.open(Scenario.FOLDER, Scenario.options(memory)) : reader;
      reader = following;
      List<RecordedEvent> seen = Stores.all(following);
      try (LogReader fresh = LogReader.open(Scenario.FOLDER, Scenario.options(memory))) {
        List<RecordedEvent> more = Stores.all(fresh);
        assertEquals(seen, more.subList(0, seen.size()));
        return more;
      }
    } catch (MissingStoreException e) {
      return List.of();
    }
  }

  /** The power fails once more while the store is recovered, before each call in turn. */
  private void cutAgain(MemoryDisk left, List<RecordedEvent> seen, long seed) throws IOException {
    MemoryDisk once = left.afterPowerCut(0); // Nothing on it is unsynced: a copy.
    FaultyDisk recovering = new FaultyDisk(once);
    List<MemoryDisk> twice = new ArrayList<>();
    recovering.watch((number, _) -> twice.add(once.afterPowerCut(seed * 7_919 + number)));
    LogStore.open(Scenario.FOLDER, Scenario.options(recovering)).close();
    for (MemoryDisk each : twice) {
      recover(each, seen);
    }
  }

  private void recover(MemoryDisk left, List<RecordedEvent> seen) throws IOException {
    LogOptions options = Scenario.options(left);
    List<RecordedEvent> shown = shownBefore(options);
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      List<RecordedEvent> all = Stores.all(store);
      assertTrue(all.size() >= seen.size(), "a reader had seen more than is there");
      assertEquals(seen, all.subList(0, seen.size()));
      assertEquals(shown, all.subList(0, shown.size()));
      var _ = scenario.check(store);
      lost += store.recovery().cutBytes() > 0 ? 1 : 0;
      Stores.append(store, 1);
    }
    assertEquals(List.of(), LogCheck.run(Scenario.FOLDER, options, _ -> {}).damages());
  }

  /** What a reader shows before any writer has recovered the store. */
  private static List<RecordedEvent> shownBefore(LogOptions options) {
    try (LogReader early = LogReader.open(Scenario.FOLDER, options)) {
      return Stores.all(early);
    } catch (MissingStoreException e) {
      return List.of();
    }
  }
}
