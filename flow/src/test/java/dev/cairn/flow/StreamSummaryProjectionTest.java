package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.VirtualClock;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamSummaryProjectionTest {

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock(Instant.parse("2025-12-28T10:00:00Z"));
  private final InMemoryEventStore store = new InMemoryEventStore(clock);

  @Test
  void eachStreamHasARowWithWhatHappenedLast() throws InterruptedException {
    try (SqliteView view = SqliteView.open(folder.resolve("view.db"));
        Projector projector = Projector.of(store, new StreamSummaryProjection(), view)) {
      Events.append(store, "account-1", "AccountOpened");
      Events.append(store, "account-2", "AccountOpened");
      clock.advance(Duration.ofNanos(1_000));
      Events.append(store, "account-1", "FundsDeposited");
      projector.catchUp();
      assertEquals(
          List.of(
              "account-1|2|2|FundsDeposited|2025-12-28T10:00:00.000001Z",
              "account-2|1|1|AccountOpened|2025-12-28T10:00:00.000000Z"),
          rows(view));

      clock.advance(Duration.ofSeconds(1));
      Events.append(store, "account-2", "AccountClosed");
      projector.catchUp();
      assertEquals("account-2|2|2|AccountClosed|2025-12-28T10:00:01.000001Z", rows(view).getLast());
    }
  }

  private static List<String> rows(SqliteView view) {
    return view.read(connection -> {
      List<String> found = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT concat_ws('|', stream, version, events, last_type, last_time)"
                      + " FROM stream_summary ORDER BY stream")) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    });
  }
}
