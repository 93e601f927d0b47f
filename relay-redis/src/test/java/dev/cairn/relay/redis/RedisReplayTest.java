package dev.cairn.relay.redis;

import dev.cairn.flow.CloudEvent;
import dev.cairn.relay.redis.DyingServerBus.Moment;
import dev.cairn.testkit.Eventually;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/**
 * A message that the server does not take, and what waits behind it, when an operator has them
 * sent.
 */
final class RedisReplayTest {

  private static final String LIMIT = "proto-max-bulk-len";
  private static final int BYTES_MAX = 1 << 20;
  private static final Map<Integer, Moment> KILLS =
      Map.of(
          1, Moment.BEFORE,
          3, Moment.AFTER,
          5, Moment.MEANWHILE,
          7, Moment.AFTER,
          9, Moment.BEFORE,
          11, Moment.MEANWHILE);

  @TempDir Path data;
  private RedisServer server;

  @BeforeEach
  void start() {
    server = RedisServer.start(data, "--" + LIMIT, Integer.toString(BYTES_MAX));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private RedisStreams bus() {
    return new RedisStreams(server.options(), RedisStream.of("bank"));
  }

  private List<CloudEvent> sent() {
    List<CloudEvent> all = new ArrayList<>();
    try (RedisClient client = server.client()) {
      for (int lane = 0; lane < HeldStream.LANES; lane++) {
        TestMessages.in(client, "bank:" + lane).forEach(message -> all.add(message.event()));
      }
    }
    return all;
  }

  @Test
  void aPoisonMessageHoldsItsStreamAndAllComesInOrderWhenItIsReplayed() throws Exception {
    try (RedisStreams bus = bus();
        HeldStream held = new HeldStream(bus, this::sent)) {
      held.park(2 * BYTES_MAX);
      server.set(LIMIT, Integer.toString(3 * BYTES_MAX));
      held.replay();
      held.assertAllArrives();
    }
  }

  @Test
  void thatIsSoThoughTheServerIsKilledWhileTheyAreReplayed() throws Exception {
    try (DyingServerBus bus = new DyingServerBus(bus(), server, KILLS);
        HeldStream held = new HeldStream(bus, this::sent)) {
      held.park(2 * BYTES_MAX);
      server.set(LIMIT, Integer.toString(3 * BYTES_MAX));
      held.replay();
      for (int kill = 1; kill <= KILLS.size(); kill++) {
        int count = kill;
        Eventually.holds("kill " + count, () -> bus.killed() >= count);
      }
      held.assertAllArrives();
    }
  }
}
