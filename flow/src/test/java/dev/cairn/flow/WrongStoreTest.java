package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventReader;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.WrongStoreException;
import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A view is never continued on a log that it was not made from. */
final class WrongStoreTest {

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final InMemoryEventStore other = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private SqliteView view;

  @BeforeEach
  void project() throws InterruptedException {
    view = SqliteView.open(folder.resolve("view.db"));
    Events.append(store, 5, 1);
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.catchUp();
    }
  }

  @AfterEach
  void close() {
    view.close();
  }

  /** Projects from another log and returns how that was refused. */
  private String refusal(EventReader events, Projection projection) {
    try (Projector projector = Projector.of(events, projection, view)) {
      ProjectionFailedException failure =
          assertThrows(ProjectionFailedException.class, projector::catchUp);
      assertEquals(Map.of("account-0", 5L), counting.read(view), "the view is as it was");
      return String.valueOf(
          assertInstanceOf(WrongStoreException.class, failure.getCause()).getMessage());
    }
  }

  @Test
  void anotherStoreIsRefused() {
    Events.append(other, 9, 1);
    String refusal = refusal(other, counting);
    assertTrue(refusal.startsWith("projection 'counts' in " + view.file()), refusal);
    assertTrue(refusal.contains("was made from store " + store.id()), refusal);
  }

  @Test
  void anotherStoreIsRefusedAlsoWhereTheProjectionHasChanged() {
    refusal(other, counting.withVersion(2));
  }

  @Test
  void aStoreThatTheViewIsAheadOfIsRefused() {
    Events.append(other, 3, 1);
    String refusal = refusal(new OtherReader(other, store.id()), counting);
    assertTrue(refusal.contains("it is at position 5, beyond the head 3"), refusal);
  }

  @Test
  void aStoreWithAnotherPastIsRefused() {
    Events.append(other, 9, 1);
    String refusal = refusal(new OtherReader(other, store.id()), counting);
    assertTrue(refusal.contains("the event at its position 5 was"), refusal);
  }

  @Test
  void aMemoryViewIsNotContinuedOnAnotherStoreEither() throws InterruptedException {
    MemoryView<Long> count =
        MemoryView.of("count", Filter.everything(), 0L, (state, event) -> state + 1);
    try (Projector projector = Projector.of(store, count)) {
      projector.catchUp();
    }
    Events.append(other, 9, 1);
    try (Projector projector = Projector.of(other, count)) {
      assertInstanceOf(
          WrongStoreException.class,
          assertThrows(ProjectionFailedException.class, projector::catchUp).getCause());
    }
    assertEquals(new MemoryView.Snapshot<>(5L, Position.of(5)), count.snapshot());
  }
}
