package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Servers that are killed, come back, and come back without some or all of what they had. */
final class RedisRestartTest {

  private static final Lane ONLY = new Lane(0, 1);
  private static final RedisStream BANK = RedisStream.of("bank");
  private static final int LANES = 2;
  private static final int KILLS = 4;
  private static final int MESSAGES = 4_000;

  @TempDir Path folder;
  private final SentSoFar sent = new SentSoFar();
  private RedisServer server;

  @BeforeEach
  void start() {
    server = RedisServer.start(folder.resolve("data"));
  }

  @AfterEach
  void end() {
    if (server != null) {
      server.close();
    }
  }

  private RedisStreams bus() {
    return new RedisStreams(server.options().withGroupMessagesMax(20), BANK);
  }

  private List<Long> positions(String key) {
    try (RedisClient client = server.client()) {
      return TestMessages.positionsIn(client, key);
    }
  }

  private static List<Long> positionsOf(List<BusMessage> messages) {
    return messages.stream().map(message -> message.position().sequence()).toList();
  }

  @Test
  void killedUnderLoadItLosesNothingAndGetsNothingTwice() throws Exception {
    List<TestRelay> relays = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      relays.add(TestRelay.of(bus(), new Lane(lane, LANES), TestMessages.upTo(MESSAGES)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> running =
          relays.stream().map(relay -> threads.submit(relay::run)).toList();
      for (int kill = 1; kill <= KILLS; kill++) {
        relays.get(kill % LANES).awaitConfirmed(kill * MESSAGES / LANES / (KILLS + 1));
        server.kill();
        server.restart();
      }
      await(running);
    }
    for (TestRelay relay : relays) {
      String key = BANK.keyOf(relay.lane());
      assertEquals(positionsOf(relay.messages()), positions(key), key);
      assertEquals(relay.messages().size(), relay.confirmed().get());
    }
  }

  private static void await(List<? extends Future<?>> running)
      throws InterruptedException, ExecutionException {
    for (Future<?> one : running) {
      one.get();
    }
  }

  @Test
  void whatWasConfirmedIsThereAfterAKill() throws Exception {
    for (int round = 0; round < 3; round++) {
      try (BusLane lane = bus().open(ONLY)) {
        assertEquals(Optional.of(Position.of(100L * round)), lane.last());
        lane.send(TestMessages.between(100 * round + 1, 100 * round + 100), sent);
      }
      server.kill();
      server.restart();
    }
    assertEquals(positionsOf(TestMessages.upTo(300)), positions("bank"));
  }

  /** As a failover does to which the last entries had not been copied. */
  @Test
  void aTailThatWasLostIsSentAgainFromThere() throws Exception {
    try (BusLane lane = bus().open(ONLY)) {
      lane.send(TestMessages.upTo(150), sent);
      Path copy = folder.resolve("copy");
      copyTree(server.data(), copy);
      lane.send(TestMessages.between(151, 200), sent);
      server.kill();
      deleteTree(server.data());
      copyTree(copy, server.data());
      server.restart();
      assertThrows(
          RedisUnavailableException.class, () -> lane.send(TestMessages.between(201, 210), sent));
      TailLostException lost =
          assertThrows(
              TailLostException.class, () -> lane.send(TestMessages.between(201, 210), sent));
      assertEquals("200-0", lost.known().toString());
      assertEquals("150-0", lost.found().toString());
    }
    TestRelay relay = TestRelay.of(bus(), ONLY, TestMessages.upTo(210));
    relay.run();
    assertEquals(60, relay.confirmed().get() - 150);
    assertEquals(positionsOf(TestMessages.upTo(210)), positions("bank"));
  }

  @Test
  void aRelayThatRunsSendsALostTailByItself() throws Exception {
    TestRelay relay = TestRelay.of(bus(), ONLY, TestMessages.upTo(MESSAGES));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> running = threads.submit(relay::run);
      relay.awaitConfirmed(MESSAGES / 8);
      Path copy = folder.resolve("copy");
      server.kill();
      copyTree(server.data(), copy);
      server.restart();
      relay.awaitConfirmed(MESSAGES / 2);
      server.kill();
      deleteTree(server.data());
      copyTree(copy, server.data());
      server.restart();
      await(List.of(running));
    }
    assertEquals(positionsOf(relay.messages()), positions("bank"));
  }

  @Test
  void aServerThatLostAllGetsAllAgain() throws Exception {
    TestRelay.of(bus(), ONLY, TestMessages.upTo(200)).run();
    server.kill();
    deleteTree(server.data());
    server.restart();
    assertEquals(List.of(), positions("bank"));
    TestRelay.of(bus(), ONLY, TestMessages.upTo(220)).run();
    assertEquals(positionsOf(TestMessages.upTo(220)), positions("bank"));
  }

  @Test
  void oneThatIsDownIsNoErrorUntilItIsUsed() throws Exception {
    server.kill();
    try (BusLane lane = bus().open(ONLY)) {
      RedisUnavailableException error = assertThrows(RedisUnavailableException.class, lane::last);
      assertEquals(RedisUnavailableException.NO_ANSWER, error.code());
      Messages.assertSays("redis at 127.0.0.1:" + server.port(), error);
      assertThrows(RedisUnavailableException.class, () -> lane.send(TestMessages.upTo(3), sent));
      server.restart();
      assertEquals(Optional.of(Position.START), lane.last());
      lane.send(TestMessages.upTo(3), sent);
    }
    assertEquals(List.of(1L, 2L, 3L), positions("bank"));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      paths.sorted(Comparator.reverseOrder()).forEach(RedisRestartTest::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
