package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MemoryViewTest {

  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final MemoryView<List<String>> types =
      MemoryView.of(
          "types",
          Filter.category("account"),
          List.of(),
          (before, event) -> {
            if (broken.get() && event.type().value().equals("Bad")) {
              throw new IllegalStateException("broken");
            }
            List<String> after = new ArrayList<>(before);
            after.add(event.type().value());
            return List.copyOf(after);
          });

  @Test
  void whatWasAppendedIsInItOnceItsPositionIsApplied() throws InterruptedException {
    Events.append(store, "account-1", "Opened");
    try (Projector projector = Projector.of(store, types)) {
      projector.start();
      Events.append(store, "order-1", "Placed");
      Position last = Events.append(store, "account-1", "Closed");
      projector.awaitApplied(last, Eventually.WAIT_MAX);
      assertEquals(new MemoryView.Snapshot<>(List.of("Opened", "Closed"), last), types.snapshot());
    }
  }

  @Test
  void aFailureKeepsTheStateBeforeTheBatchAndItGoesOnFromThere() throws InterruptedException {
    Events.append(store, "account-1", "Opened");
    try (Projector projector = Projector.of(store, types)) {
      projector.catchUp();
      MemoryView.Snapshot<List<String>> before = types.snapshot();
      broken.set(true);
      Events.append(store, "account-1", "Good");
      Events.append(store, "account-1", "Bad");
      assertThrows(ProjectionFailedException.class, projector::catchUp);
      assertEquals(before, types.snapshot());
      broken.set(false);
      projector.catchUp();
      assertEquals(List.of("Opened", "Good", "Bad"), types.state());
    }
  }
}
