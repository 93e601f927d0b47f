package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.log.Durability;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Cuts the power after every append to a store that does not wait for its syncs. What is left must
 * open, and be what stood before some event: whole appends, in order, without a gap.
 */
final class RelaxedProof {

  private static final int APPENDS = 30;
  private static final int STATES_EACH = 60;

  private final PowerCuts cuts = new PowerCuts(new FaultLedger(), CrashPoints.IGNORED);
  private final SeededRandom random;
  private final List<UUID> appended = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>(List.of(0));
  private long visited;
  private long shortened;

  RelaxedProof(long seed) {
    this.random = new SeededRandom(seed);
  }

  /** Returns how many of the states that were visited had lost something. */
  long run() throws IOException {
    MemoryDisk memory = new MemoryDisk();
    Durability relaxed = Durability.mayLoseLatest(Durability.MayLoseLatest.WINDOW_MAX);
    try (LogStore store =
        LogStore.open(Program.FOLDER, Program.options(memory).withDurability(relaxed))) {
      for (int i = 0; i < APPENDS; i++) {
        append(store, 1 + i % 3);
        cuts.visit(memory, STATES_EACH, random, this::check);
      }
    }
    check(memory.afterPowerCut(0));
    return shortened;
  }

  private void append(LogStore store, int count) {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = new UUID(1, appended.size());
      events.add(NewEvent.of("Happened", "{\"n\":" + appended.size() + "}").withId(id));
      appended.add(id);
    }
    store.append(Append.to(StreamId.of("account-a"), ExpectedVersion.any(), events));
    ends.add(appended.size());
  }

  private void check(MemoryDisk left) {
    visited++;
    List<UUID> found = new ArrayList<>();
    try (LogStore store = LogStore.open(Program.FOLDER, Program.options(left));
        Cursor<RecordedEvent> events = store.read(ReadRequest.all())) {
      events.forEachRemaining(event -> found.add(event.id()));
    }
    boolean prefix = found.equals(appended.subList(0, Math.min(found.size(), appended.size())));
    if (!prefix || !ends.contains(found.size())) {
      throw new AssertionError(
          "state %d: of %d events there are %s".formatted(visited, appended.size(), found));
    }
    shortened += found.size() < appended.size() ? 1 : 0;
  }
}
