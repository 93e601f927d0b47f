package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.PendingAppend;
import dev.cairn.Position;
import dev.cairn.PrecedingAppendException;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreFullException;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends that follow others, where those fail in all the ways they can. */
@Tag("concurrency")
final class LogFollowingTest {

  private static final int THREADS = 12;
  private static final int CHAINS_EACH = 150;
  private static final int LINKS = 3;

  @TempDir Path folder;

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger recorded = new AtomicInteger();

  /**
   * Chains of appends, of which each expects the version that the one before it leads to; the first
   * expects one that another thread may have passed, or not reached.
   */
  private void chains(LogStore store, int thread) {
    for (int i = 0; i < CHAINS_EACH; i++) {
      long seen = store.version(Stores.STREAM).number() + (i + thread) % 2;
      List<PendingAppend> chain = new ArrayList<>();
      for (int link = 0; link < LINKS; link++) {
        NewEvent event = NewEvent.of("E", "\"%d:%d:%d\"".formatted(thread, i, link));
        ExpectedVersion expected = ExpectedVersion.exactly(Version.of(seen + link));
        List<PendingAppend> after = chain.subList(Math.max(0, link - 1), link);
        chain.add(store.begin(Append.to(Stores.STREAM, expected, event), List.copyOf(after)));
        begun.incrementAndGet();
      }
      recorded.addAndGet(taken(chain));
    }
  }

  private static int taken(List<PendingAppend> chain) {
    int taken = 0;
    for (PendingAppend one : chain) {
      try {
        one.await();
        taken++;
      } catch (AppendRefusedException e) {
        // It, or one before it, met another thread.
      }
    }
    return taken;
  }

  @Test
  void noAppendIsRecordedWithoutTheOneItFollows() throws Exception {
    try (LogStore store = LogStore.open(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        ends.add(threads.submit(() -> chains(store, number)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
      Map<String, Long> versions = versions(store);
      assertEquals(recorded.get(), versions.size());
      assertTrue(recorded.get() > 0, "no chain was recorded");
      assertTrue(recorded.get() < begun.get(), "no chain was refused");
      versions.forEach((name, version) -> {
        int link = name.charAt(name.length() - 1) - '0';
        if (link > 0) {
          String before = name.substring(0, name.length() - 1) + (link - 1);
          assertEquals(version - 1, versions.getOrDefault(before, 0L), name);
        }
      });
    }
  }

  private static Map<String, Long> versions(LogStore store) {
    Map<String, Long> versions = new HashMap<>();
    try (var events = store.read(ReadRequest.stream(Stores.STREAM))) {
      for (RecordedEvent event : events.toList()) {
        versions.put(event.data().text().replace("\"", ""), event.version().number());
      }
    }
    return versions;
  }

  @Test
  void whatFollowsAnAppendForWhichThereWasNoRoomTakesNoEffect() {
    MemoryDisk disk = new MemoryDisk();
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      Stores.append(store, 1);
      disk.setCapacity(disk.used());
      PendingAppend full = begin(store, Stores.STREAM);
      assertThrows(StoreFullException.class, full::await);
      disk.setCapacity(Long.MAX_VALUE);
      PendingAppend follower = begin(store, StreamId.of("other-1"), full);
      PendingAppend alone = begin(store, StreamId.of("other-2"));

      assertThrows(PrecedingAppendException.class, follower::await);
      assertEquals(Position.of(2), alone.await().last());
      assertEquals(Position.of(2), store.head());
    }
  }

  private static PendingAppend begin(LogStore store, StreamId stream, PendingAppend... after) {
    return store.begin(
        Append.to(stream, ExpectedVersion.any(), NewEvent.of("E", "{}")), List.of(after));
  }
}
