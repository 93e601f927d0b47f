package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.relay.redis.CuttingProxy.Direction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** Groups that are sent before those in front of them are answered leave no hole. */
final class GroupsInFlightTest {

  private static final Lane ONLY = new Lane(0, 1);
  private static final int GROUP = 2;

  /** As many groups as may be in flight, and more. */
  private static final int MESSAGES = 3 * RedisOptions.GROUPS_IN_FLIGHT_MAX * GROUP;

  @TempDir static Path data;
  private static RedisServer server;
  private static RedisClient client;

  @BeforeAll
  static void start() {
    server = RedisServer.start(data);
    client = server.client();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  private static BusLane lane(String key) {
    RedisOptions small = server.options().withGroupMessagesMax(GROUP);
    return new RedisStreams(small, RedisStream.of(key)).open(ONLY);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** The first group is refused; one of the later ones may fit where the stream really ends. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 7, MESSAGES - 1, MESSAGES})
  void whatAnotherProcessOfTheRelayAddedMeanwhileIsNotAddedTwice(int before) throws Exception {
    String key = "meanwhile-" + before;
    List<Integer> confirmed = new ArrayList<>();
    try (BusLane mine = lane(key);
        BusLane others = lane(key)) {
      assertEquals(Optional.of(Position.START), mine.last());
      others.send(TestMessages.upTo(before), new SentSoFar());
      mine.send(TestMessages.upTo(MESSAGES), confirmed::add);
      assertEquals(upTo(MESSAGES), TestMessages.positionsIn(client, key));
      assertEquals(confirmed.stream().sorted().toList(), confirmed);
      assertEquals(MESSAGES, confirmed.getLast());

      mine.send(List.of(TestMessages.at(MESSAGES + 1)), new SentSoFar());
      assertEquals(upTo(MESSAGES + 1), TestMessages.positionsIn(client, key));
    }
  }

  @Test
  void aForeignEntryStopsAllGroupsBehindIt() throws Exception {
    try (BusLane lane = lane("foreign")) {
      lane.send(TestMessages.upTo(2), new SentSoFar());
      var id = new StreamEntryID(3, 1);
      var _ = client.xadd("foreign", Map.of("a", "b"), XAddParams.xAddParams().id(id));
      SentSoFar sent = new SentSoFar();
      assertThrows(
          ForeignEntryException.class, () -> lane.send(TestMessages.between(3, MESSAGES), sent));
      assertEquals(0, sent.count());
      assertEquals(3, client.xlen("foreign"));
    }
  }

  @Test
  void groupsInFlightAreConfirmedBeforeAMessageThatCannotBeSent() throws Exception {
    RedisOptions small =
        server
            .options()
            .withGroupMessagesMax(GROUP)
            .withMessageBytesMax(2 * RedisOptions.BYTES_LEAST);
    List<BusMessage> messages = new ArrayList<>(TestMessages.upTo(MESSAGES));
    Payload large = Payload.of("text/plain", new byte[4 * RedisOptions.BYTES_LEAST]);
    messages.add(TestMessages.of(TestMessages.STORE, MESSAGES + 1, large));
    SentSoFar sent = new SentSoFar();
    try (BusLane lane = new RedisStreams(small, RedisStream.of("large")).open(ONLY)) {
      assertThrows(UndeliverableException.class, () -> lane.send(messages, sent));
    }
    assertEquals(MESSAGES, sent.count());
    assertEquals(upTo(MESSAGES), TestMessages.positionsIn(client, "large"));
  }

  /** The server chooses the ids of replays, so what comes behind one waits for its answer. */
  @Test
  void replaysBetweenGroupsKeepTheirPlaces() throws Exception {
    List<BusMessage> messages = new ArrayList<>();
    for (int i = 1; i <= MESSAGES; i++) {
      messages.add(TestMessages.at(i));
      if (i % 3 == 0) {
        messages.add(TestMessages.replay(i - 2, i, "order-" + i));
      }
    }
    try (BusLane lane = lane("replays")) {
      lane.send(messages, new SentSoFar());
    }
    assertEquals(
        messages.stream().map(BusMessage::id).toList(),
        TestMessages.in(client, "replays").stream().map(RedisMessage::id).toList());
  }

  /** The connection breaks at any byte: within a request, or while answers are on their way. */
  @ParameterizedTest
  @EnumSource(Direction.class)
  void aConnectionThatIsLostBetweenGroupsLeavesNoHoleAndNothingTwice(Direction direction) {
    int step = direction == Direction.TO_SERVER ? 997 : 53;
    for (int cut = 0; cut < 40 * step; cut += step) {
      String key = "cut-%s-%d".formatted(direction, cut);
      try (CuttingProxy proxy = CuttingProxy.before(server.port(), direction, cut)) {
        RedisOptions through =
            RedisOptions.at("127.0.0.1", proxy.port()).withGroupMessagesMax(GROUP);
        TestRelay relay =
            TestRelay.of(
                new RedisStreams(through, RedisStream.of(key)), ONLY, TestMessages.upTo(MESSAGES));
        relay.run();
      }
      assertEquals(upTo(MESSAGES), TestMessages.positionsIn(client, key), key);
    }
  }
}
