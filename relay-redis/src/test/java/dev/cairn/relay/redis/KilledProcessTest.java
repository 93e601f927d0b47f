package dev.cairn.relay.redis;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Cursor;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.Lane;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.saga.SagaInstances;
import dev.cairn.log.LogReader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/**
 * A real process that appends, runs sagas, keeps a view and relays to Redis at the same time is
 * killed with -9 at random moments and started again each time; {@code -Dcairn.seed=N} replays the
 * choice of the moments.
 */
@Tag("crash")
final class KilledProcessTest {

  private static final int KILLS = 10;
  private static final int ORDERS_EACH = 10;

  /** Fewer than so many orders lead to, so that there are always more to come. */
  private static final int EVENTS_MAX = 8 * ORDERS_EACH;

  private static final int TRIPS = ORDERS_EACH * (KILLS + 1);
  private static final int KILLED = 128 + 9;
  private static final int END_SECONDS_MAX = 90;
  private static final String ACCEPTED = "$CommandAccepted";
  private static final String REFUSED = "$CommandRefused";
  private static final Set<String> EFFECTS =
      Set.of("TripOrdered", "Booked", "Cancelled", ACCEPTED, REFUSED);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  @TempDir Path folder;
  private RedisServer redis;

  /** What a kill left undone. */
  private record Left(boolean saga, boolean view, boolean relay) {}

  @BeforeEach
  void start() {
    redis = RedisServer.start(folder.resolve("redis"));
  }

  @AfterEach
  void stop() {
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void whereverItIsKilledEachEventIsToldAndCountedOnceAndEachStepActsOnce() throws Exception {
    Random random = new Random(SEED);
    List<Left> left = new ArrayList<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      killed(kill * ORDERS_EACH, random.nextInt(EVENTS_MAX));
      left.add(left());
    }
    finished();
    String run = "-Dcairn.seed=%d left %s".formatted(SEED, left);
    assertTrue(left.stream().anyMatch(Left::saga), run);
    assertTrue(left.stream().anyMatch(Left::view), run);
    assertTrue(left.stream().anyMatch(Left::relay), run);
    try (LogReader log = log()) {
      List<RecordedEvent> events = events(log);
      assertTold(log.id(), events, run);
      assertEquals(countedBy(events), counts(), run);
      assertEachStepActedOnce(events, run);
      assertEquals(List.of(), SagaInstances.of(log).unfinished(), run);
    }
  }

  private Process process(int upTo, boolean finishes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            TravelProcess.class.getName(),
            folder.toString(),
            Integer.toString(redis.port()),
            Integer.toString(upTo),
            Boolean.toString(finishes))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Has it take orders and kills it after so many events. */
  private void killed(int upTo, int events) throws IOException, InterruptedException {
    Process process = process(upTo, false);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i <= events; i++) {
        assertNotNull(lines.readLine(), "the process ended by itself");
      }
      // Through the handle: the process itself would close the pipe that is still read.
      assertTrue(process.toHandle().destroyForcibly());
      assertEquals(KILLED, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  private void finished() throws IOException, InterruptedException {
    Process process = process(TRIPS, true);
    try {
      boolean ended = process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
      assertTrue(ended, "it does not finish; -Dcairn.seed=" + SEED);
      assertEquals(0, process.exitValue(), "-Dcairn.seed=" + SEED);
    } finally {
      process.destroyForcibly();
    }
  }

  private LogReader log() {
    return LogReader.open(folder.resolve(TravelProcess.STORE));
  }

  private Left left() {
    try (LogReader log = log()) {
      List<RecordedEvent> events = events(log);
      long counted = counts().values().stream().mapToLong(Long::longValue).sum();
      long told = told().stream().mapToLong(List::size).sum();
      return new Left(
          !SagaInstances.of(log).unfinished().isEmpty(),
          counted < events.size(),
          told < events.stream().filter(event -> !event.stream().isSystem()).count());
    }
  }

  private static List<RecordedEvent> events(LogReader log) {
    try (Cursor<RecordedEvent> all = log.read(ReadRequest.all())) {
      return all.toList();
    }
  }

  /** What each lane's stream has. */
  private List<List<CloudEvent>> told() {
    try (RedisClient client = redis.client()) {
      return IntStream.range(0, TravelProcess.RELAY_LANES)
          .mapToObj(i -> TravelProcess.STREAM.keyOf(new Lane(i, TravelProcess.RELAY_LANES)))
          .map(key -> TestMessages.in(client, key).stream().map(RedisMessage::event).toList())
          .toList();
    }
  }

  /** How many events of each stream the view has counted; none before it has its table. */
  private Map<String, Long> counts() {
    try (SqliteView view = SqliteView.open(folder.resolve(TravelProcess.VIEW))) {
      return view.read(connection -> {
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
          if (hasTable(statement)) {
            ResultSet rows = statement.executeQuery("SELECT stream, events FROM stream_summary");
            while (rows.next()) {
              counts.put(rows.getString(1), rows.getLong(2));
            }
          }
        }
        return counts;
      });
    }
  }

  private static boolean hasTable(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'stream_summary'")) {
      return rows.next();
    }
  }

  private static Map<String, Long> countedBy(List<RecordedEvent> events) {
    return events.stream()
        .collect(groupingBy(event -> event.stream().value(), TreeMap::new, counting()));
  }

  /** Redis has each event once, and each lane in the order of the log. */
  private void assertTold(StoreId store, List<RecordedEvent> events, String run) {
    Comparator<CloudEvent> order =
        Comparator.comparing(event -> CloudEvents.position(event).orElseThrow());
    for (List<CloudEvent> lane : told()) {
      assertEquals(lane.stream().sorted(order).toList(), lane, run);
    }
    assertEquals(
        events.stream()
            .filter(event -> !event.stream().isSystem())
            .map(event -> CloudEvent.of(event, store))
            .toList(),
        told().stream().flatMap(List::stream).sorted(order).toList(),
        run);
  }

  /** A hotel and a flight for each trip, or a hotel that is given back; and one answer of each. */
  private static void assertEachStepActedOnce(List<RecordedEvent> events, String run) {
    Map<String, List<String>> happened =
        events.stream()
            .filter(event -> EFFECTS.contains(event.type().value()))
            .collect(
                groupingBy(
                    event -> event.stream().value(),
                    TreeMap::new,
                    mapping(event -> event.type().value(), toList())));
    Map<String, List<String>> expected = new TreeMap<>();
    for (int trip = 1; trip <= TRIPS; trip++) {
      expected.put("trip-" + trip, List.of("TripOrdered"));
      if (trip % TravelProcess.FULL == 0) {
        expected.put("hotel-" + trip, List.of("Booked", "Cancelled"));
        expected.put("journey-" + trip, List.of(ACCEPTED, REFUSED, ACCEPTED));
      } else {
        expected.put("hotel-" + trip, List.of("Booked"));
        expected.put("flight-" + trip, List.of("Booked"));
        expected.put("journey-" + trip, List.of(ACCEPTED, ACCEPTED));
      }
    }
    assertEquals(expected, happened, run);
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }
}
