package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JetStream on a server that is killed, is not there, or comes back with less. The duplicate window
 * is the shortest one, so that what is not doubled is not so by its grace. Skipped where
 * nats-server is missing or old.
 */
@Tag("process")
final class NatsJetStreamCrashTest {

  private static final Lane LANE = new Lane(0, 1);
  private static final int LANES = 4;
  private static final int MESSAGES = 4_000;
  private static final int KILLS = 5;
  private static final NatsStreams.Made STREAMS =
      NatsStreams.Made.keeping("bank", Duration.ZERO).withDuplicateWindow(NatsStreams.WINDOW_MIN);

  @TempDir private Path temp;
  private NatsServer server;
  private NatsJetStream bus;

  @BeforeEach
  void prepare() throws Exception {
    NatsServer.assumePossible();
    server = NatsServer.stopped(temp);
    bus = new NatsJetStream(NatsOptions.of(server.url()), STREAMS);
  }

  @AfterEach
  void stop() {
    if (bus != null) {
      bus.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void killedUnderLoadItLosesNothingKeepsTheOrderAndDoublesNothing() throws Exception {
    server.start();
    List<String> sent = Told.range(1, MESSAGES).stream().map(each -> each.event().id()).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RelayDriver driver = new RelayDriver();
      List<Future<?>> lanes = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        Lane lane = new Lane(i, LANES);
        lanes.add(threads.submit(() -> driver.run(bus.open(lane), Told.range(1, MESSAGES))));
      }
      int failures = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        driver.awaitConfirmed((long) LANES * MESSAGES * kill / (KILLS + 1));
        server.kill();
        int before = failures;
        failures = Eventually.value("a lane fails", driver::failures, count -> count > before);
        server.start();
      }
      for (Future<?> lane : lanes) {
        lane.get();
      }
    }
    try (StoredMessages stored = StoredMessages.at(server)) {
      for (int i = 0; i < LANES; i++) {
        assertEquals(sent, stored.ids("bank-" + i));
      }
    }
  }

  @Test
  void beyondTheDuplicateWindowNothingIsDoubledEither() throws Exception {
    server.start();
    try (StoredMessages stored = StoredMessages.at(server);
        BusLane probe = bus.open(new Lane(1, 2));
        BusLane lane = bus.open(new Lane(0, 2));
        BusLane restarted = bus.open(new Lane(0, 2))) {
      assertEquals(Optional.of(Position.START), probe.last());
      lane.send(Told.range(1, 10), _ -> {});
      stored.awaitWindow("cairn.1.a.b");
      lane.send(Told.range(1, 10), _ -> {});
      restarted.send(Told.range(8, 12), _ -> {});
      assertEquals(
          Told.range(1, 12).stream().map(each -> each.event().id()).toList(), stored.ids("bank-0"));
    }
  }

  @Test
  void aServerThatIsDownFailsWhatIsAskedAndNotTheOpening() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      NatsUnavailableException error =
          assertThrows(NatsUnavailableException.class, () -> lane.send(Told.range(1, 3), _ -> {}));
      Messages.assertSays("no NATS server was reached at " + server.url(), error);
      assertThrows(NatsUnavailableException.class, lane::last);
      server.start();
      assertEquals(Optional.of(Position.START), lane.last());
      lane.send(Told.range(1, 3), _ -> {});
      assertEquals(Optional.of(Position.of(3)), lane.last());
    }
  }

  @Test
  void afterALostConnectionTheBusIsAskedFirst() throws Exception {
    server.start();
    try (BusLane lane = bus.open(LANE);
        BusLane other = bus.open(new Lane(1, 2))) {
      lane.send(Told.range(1, 3), _ -> {});
      server.kill();
      server.start();
      Eventually.value("another lane has connected again", other::last, Optional::isPresent);
      NatsUnavailableException error =
          assertThrows(NatsUnavailableException.class, () -> lane.send(Told.range(4, 5), _ -> {}));
      Messages.assertSays("was lost and made anew", error);
      assertEquals(Optional.of(Position.of(3)), lane.last());
      lane.send(Told.range(4, 5), _ -> {});
    }
    assertStored(5);
  }

  @Test
  void aStreamThatLostItsFilesIsSentAgainFromTheStart() throws Exception {
    server.start();
    try (BusLane lane = bus.open(LANE)) {
      lane.send(Told.range(1, 20), _ -> {});
      server.kill();
      delete(server.store());
      server.start();
      assertThrows(NatsUnavailableException.class, () -> lane.send(Told.range(21, 25), _ -> {}));
      NatsUnavailableException error =
          assertThrows(
              NatsUnavailableException.class, () -> lane.send(Told.range(21, 25), _ -> {}));
      Messages.assertSays("ends at sequence number 0 and had 20", error);
      assertEquals(Optional.of(Position.START), lane.last());
      lane.send(Told.range(1, 25), _ -> {});
    }
    assertStored(25);
  }

  @Test
  void aStreamThatLostItsEndGetsItAgain() throws Exception {
    server.start();
    try (BusLane lane = bus.open(LANE)) {
      lane.send(Told.range(1, 20), _ -> {});
      server.kill();
      Path copy = temp.resolve("copy");
      copy(server.store(), copy);
      server.start();
      assertEquals(Optional.of(Position.of(20)), lane.last());
      lane.send(Told.range(21, 30), _ -> {});
      server.kill();
      delete(server.store());
      copy(copy, server.store());
      server.start();
      RelayDriver driver = new RelayDriver();
      driver.run(lane, Told.range(1, 40));
    }
    assertStored(40);
  }

  @Test
  void whatWasRemovedStaysUnknownAcrossARestart() throws Exception {
    server.start();
    try (BusLane lane = bus.open(LANE)) {
      lane.send(Told.range(1, 5), _ -> {});
      try (StoredMessages stored = StoredMessages.at(server)) {
        assertTrue(stored.management().purgeStream("bank-0").isSuccess());
      }
      server.kill();
      server.start();
      assertEquals(Optional.empty(), Eventually.value("the server answers", lane::last, _ -> true));
    }
  }

  private void assertStored(int last) throws Exception {
    try (StoredMessages stored = StoredMessages.at(server)) {
      assertEquals(
          Told.range(1, last).stream().map(BusMessage::event).toList(),
          stored.of("bank-0").stream().map(NatsCloudEvents::read).toList());
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        var _ = Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }
}
