package dev.cairn.relay.redis;

import dev.cairn.flow.Bus;
import dev.cairn.flow.CloudEvent;
import dev.cairn.model.testkit.BusReplayConformance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/**
 * A message that the server does not take, and what waits behind it, when an operator has them
 * sent.
 */
final class RedisReplayTest extends BusReplayConformance {

  private static final String LIMIT = "proto-max-bulk-len";
  private static final int BYTES_MAX = 1 << 20;
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

  @Override
  protected Bus bus() {
    return new RedisStreams(server.options(), RedisStream.of("bank"));
  }

  @Override
  protected int bytesMax() {
    return BYTES_MAX;
  }

  @Override
  protected void takeLargerOnes() {
    server.set(LIMIT, Integer.toString(3 * BYTES_MAX));
  }

  @Override
  protected List<CloudEvent> sent() {
    List<CloudEvent> all = new ArrayList<>();
    try (RedisClient client = server.client()) {
      for (int lane = 0; lane < LANES; lane++) {
        TestMessages.in(client, "bank:" + lane).forEach(message -> all.add(message.event()));
      }
    }
    return all;
  }

  @Override
  protected void killServer() throws Exception {
    server.kill();
  }

  @Override
  protected void startServerAgain() {
    server.restart();
  }
}
