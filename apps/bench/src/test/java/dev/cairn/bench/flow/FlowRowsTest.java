package dev.cairn.bench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.LocalServer;
import dev.cairn.bench.figures.Figures;
import dev.cairn.flow.Projector;
import dev.cairn.flow.SqliteView;
import dev.cairn.log.LogStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowRowsTest {

  private static final Pace AT_A_RATE = new Pace(Duration.ofMillis(2), Duration.ofMillis(20), 2);
  private static final Pace SHORT = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), 2);

  @TempDir Path temp;
  private final Figures figures = new Figures();

  private void assertMeasured(String row, String... measures) {
    for (String measure : measures) {
      double median = figures.find(row, measure).orElseThrow().value().median();
      assertTrue(median > 0, () -> row + " " + measure + ": " + median);
    }
  }

  @Test
  void viewsAreMadeAnewBesideTheLimit() throws Exception {
    new Rebuilding(temp.resolve("views"), 5_000, 10).measure(SHORT, figures);

    assertMeasured("rebuild/10", "cairn", "limit", "ratio-limit");
    assertMeasured("rebuild-beside/10", "cairn", "limit", "ratio-limit");
  }

  @Test
  void theLimitWritesTheRowsOfTheView() throws Exception {
    List<String> names = List.of("a", "b", "a", "c", "a");
    BareCounters.write(temp.resolve("bare"), names);
    try (LogStore store = LogStore.open(temp.resolve("store"));
        SqliteView view = SqliteView.open(temp.resolve("view"));
        Projector projector = Projector.of(store, new Counters("counters"), view)) {
      for (String name : names) {
        var event = NewEvent.of(EventType.of("Counted"), Payload.json("{}"));
        var _ = store.append(Append.to(StreamId.of(name), ExpectedVersion.any(), List.of(event)));
      }
      var _ = projector.catchUp();
    }

    assertEquals(Map.of("a", 3, "b", 1, "c", 1), counters("view"));
    assertEquals(counters("view"), counters("bare"));
  }

  private Map<String, Integer> counters(String file) throws SQLException {
    Map<String, Integer> counters = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve(file));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT stream, events FROM counters")) {
      while (rows.next()) {
        counters.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counters;
  }

  @Test
  void theLagOfViewsIsMeasuredBesideThatOfReaders() throws Exception {
    new Lagging(temp.resolve("lag"), List.of()).measure(AT_A_RATE, figures);

    assertMeasured("lag/20000", "cairn", "p99");
    assertMeasured("lag-read/20000", "cairn");
  }

  @Test
  void relaysToRedisAreMeasuredBesideItsClient() throws Exception {
    try (LocalServer server = installed(LocalServer.redis(temp.resolve("redis"), "everysec"));
        Destination redis = new RedisDestination(server)) {
      new Relaying("relay", temp.resolve("store"), 100).measure(redis, SHORT, figures);
      new Attached(temp.resolve("appends"), List.of(redis, redis)).measure(2, SHORT, figures);
      new Lagging(temp.resolve("lag"), List.of(redis, redis)).measure(AT_A_RATE, figures);
    }

    assertMeasured("relay", "cairn", "limit", "ratio-limit");
    assertMeasured("append/2", "cairn", "alone", "ratio-alone");
    assertMeasured("lag-all/20000", "cairn", "p99");
    assertTrue(figures.find("append/2", "projected").orElseThrow().value().high() <= 1);
  }

  @Test
  void relaysToNatsAreMeasuredBesideItsClient() throws Exception {
    try (LocalServer server = installed(LocalServer.nats(temp.resolve("nats")));
        Destination nats = new NatsDestination(server)) {
      new Relaying("relay", temp.resolve("store"), 100).measure(nats, SHORT, figures);
    }

    assertMeasured("relay", "cairn", "limit", "ratio-limit");
  }

  private static LocalServer installed(Optional<LocalServer> server) {
    assumeTrue(server.isPresent(), "the server is not installed");
    return server.orElseThrow();
  }
}
