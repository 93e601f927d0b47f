package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing in a store knows where it lies. */
final class LogMoveTest {

  private static final LogOptions SMALL = LogOptions.standard().withSegmentBytes(4 << 10);

  @TempDir Path temp;

  @Test
  void aStoreThatWasMovedGoesOn() throws IOException {
    Path here = temp.resolve("here");
    Path there = Files.createDirectory(temp.resolve("other")).resolve("there");
    StoreId id;
    List<RecordedEvent> before;
    try (LogStore store = LogStore.open(here, SMALL)) {
      for (int i = 0; i < 50; i++) {
        Stores.append(store, 1);
      }
      id = store.id();
      before = Stores.all(store);
    }
    Files.move(here, there);
    try (LogStore store = LogStore.open(there, SMALL)) {
      assertEquals(id, store.id());
      assertEquals(before, Stores.all(store));
      assertEquals(51, Stores.append(store, 1).last().sequence());
    }
    assertTrue(LogCheck.run(there, SMALL, _ -> {}).isClean());
  }
}
