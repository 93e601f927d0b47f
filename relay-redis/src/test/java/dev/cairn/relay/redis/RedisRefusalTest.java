package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** What a server refuses is told with what to do, and is sent when it no longer refuses. */
final class RedisRefusalTest {

  private static final Lane ONLY = new Lane(0, 1);
  private static final RedisStream BANK = RedisStream.of("bank");

  @TempDir Path data;
  private final SentSoFar sent = new SentSoFar();
  private RedisServer server;
  private RedisClient client;
  private BusLane lane;

  @BeforeEach
  void start() {
    server = RedisServer.start(data);
    client = server.client();
    lane = new RedisStreams(server.options(), BANK).open(ONLY);
  }

  @AfterEach
  void end() {
    if (server != null) {
      lane.close();
      client.close();
      server.close();
    }
  }

  private RedisUnavailableException refused(BusLane used) {
    return assertThrows(
        RedisUnavailableException.class, () -> used.send(TestMessages.upTo(4), sent));
  }

  @Test
  void fullMemoryRefusesTheWholeGroupAndTheNextTryAddsIt() throws Exception {
    lane.send(TestMessages.upTo(2), sent);
    client.configSet("maxmemory", "1");
    RedisUnavailableException error = refused(lane);
    assertEquals("OOM", error.code());
    Messages.assertSays("raise maxmemory", error);
    client.configSet("maxmemory", "0");
    assertEquals(2, client.xlen("bank"));
    lane.send(TestMessages.upTo(4), sent);
    assertEquals(List.of(1L, 2L, 3L, 4L), TestMessages.positionsIn(client, "bank"));
  }

  @Test
  void aReplicaRefusesUntilItIsTheMaster() throws Exception {
    var _ = server.command(Protocol.Command.REPLICAOF, "127.0.0.1", "1");
    assertEquals("READONLY", refused(lane).code());
    assertEquals("READONLY", assertThrows(RedisUnavailableException.class, lane::last).code());
    var _ = server.command(Protocol.Command.REPLICAOF, "NO", "ONE");
    lane.send(TestMessages.upTo(4), sent);
    assertEquals(4, client.xlen("bank"));
  }

  @Test
  void aServerWithoutThePasswordSaysSo() {
    client.configSet("requirepass", "secret");
    RedisUnavailableException none = refused(lane);
    assertEquals("NOAUTH", none.code());
    Messages.assertSays("it wants a password", none);
    try (BusLane wrong = lane(DefaultJedisClientConfig.builder().password("wrong"))) {
      assertEquals("WRONGPASS", refused(wrong).code());
    }
  }

  private BusLane lane(DefaultJedisClientConfig.Builder config) {
    return new RedisStreams(server.options().withClient(config.build()), BANK).open(ONLY);
  }

  @Test
  void aUserWithTheCommandsThatAreNamedIsEnough() throws Exception {
    allow("on", ">pass", "~bank*", "+info", "+hsetnx", "+hmget");
    allow("+eval", "+exists", "+xinfo", "+xadd", "+xrange");
    allow("+time", "+zadd", "+zremrangebyrank");
    try (BusLane allowed =
        lane(DefaultJedisClientConfig.builder().user("relay").password("pass"))) {
      assertEquals(Optional.of(Position.START), allowed.last());
      allowed.send(TestMessages.upTo(4), sent);
      allowed.send(TestMessages.upTo(4), sent);
      allowed.send(List.of(TestMessages.replay(2, 4, "order-1")), sent);
      assertEquals(5, client.xlen("bank"));
      allow("-xadd");
    }
    try (BusLane less = lane(DefaultJedisClientConfig.builder().user("relay").password("pass"))) {
      RedisUnavailableException error =
          assertThrows(
              RedisUnavailableException.class, () -> less.send(TestMessages.between(5, 6), sent));
      assertEquals("NOPERM", error.code());
      Messages.assertSays("+xadd", error);
    }
  }

  private void allow(String... rules) {
    List<String> arguments = new ArrayList<>(List.of("SETUSER", "relay"));
    arguments.addAll(List.of(rules));
    var _ = server.command(Protocol.Command.ACL, arguments.toArray(new String[0]));
  }

  @Test
  void whatTheServerTakesAtMostIsAskedFor() throws Exception {
    client.configSet("proto-max-bulk-len", Integer.toString(1 << 20));
    BusMessage large =
        TestMessages.of(TestMessages.STORE, 2, Payload.of("text/plain", new byte[(1 << 20) + 1]));
    List<BusMessage> messages = List.of(TestMessages.at(1), large);
    UndeliverableException error =
        assertThrows(UndeliverableException.class, () -> lane.send(messages, sent));
    Messages.assertSays("at most 1,048,576", error);
    assertEquals(1, sent.count());
    assertEquals(List.of(1L), TestMessages.positionsIn(client, "bank"));
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    try (BusLane impatient = lane(DefaultJedisClientConfig.builder().timeoutMillis(100))) {
      var _ = server.command(Protocol.Command.CLIENT, "PAUSE", "5000");
      RedisUnavailableException error = refused(impatient);
      assertEquals(RedisUnavailableException.NO_ANSWER, error.code());
      Messages.assertSays("does not answer", error);
    }
  }
}
