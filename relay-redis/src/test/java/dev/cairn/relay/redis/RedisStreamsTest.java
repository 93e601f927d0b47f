package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StreamEntryID;

/** What stands in a stream, and what does not come into it. */
final class RedisStreamsTest {

  private static final Lane ONLY = new Lane(0, 1);

  @TempDir static Path data;
  private static RedisServer server;
  private static RedisClient client;

  private final SentSoFar sent = new SentSoFar();
  private String key;
  private BusLane lane;

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

  /** Each test has streams of its own. */
  @BeforeEach
  void open(TestInfo test) {
    key = test.getTestMethod().orElseThrow().getName() + test.getDisplayName().hashCode();
    lane = lane(RedisStream.of(key));
  }

  @AfterEach
  void close() {
    lane.close();
  }

  private static BusLane lane(RedisStream stream) {
    return lane(server.options(), stream);
  }

  private static BusLane lane(RedisOptions options, RedisStream stream) {
    return new RedisStreams(options, stream).open(ONLY);
  }

  private static List<Long> positions(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @ParameterizedTest
  @EnumSource(EntryForm.class)
  void aMessageIsAnEntryUnderItsPosition(EntryForm form) throws Exception {
    List<BusMessage> messages =
        List.of(
            TestMessages.at(3),
            TestMessages.of(TestMessages.STORE, 5, Payload.of("image/png", new byte[] {0, -1, 7})),
            TestMessages.of(TestMessages.STORE, 6, Payload.none()));
    try (BusLane writing = lane(RedisStream.of(key).withForm(form))) {
      writing.send(messages, sent);
    }
    List<RedisMessage> read = TestMessages.in(client, key);
    assertEquals(messages.stream().map(BusMessage::event).toList(), events(read));
    assertEquals(
        messages.stream().map(BusMessage::id).toList(),
        read.stream().map(RedisMessage::id).toList());
    assertEquals(
        List.of("3-0", "5-0", "6-0"),
        read.stream().map(message -> message.entry().toString()).toList());
    assertEquals(List.of(3L, 5L, 6L), TestMessages.positionsIn(client, key));
    assertEquals(3, sent.count());
  }

  private static List<?> events(List<RedisMessage> messages) {
    return messages.stream().map(RedisMessage::event).toList();
  }

  @Test
  void anEntryOfAnotherWriterIsNoMessage() {
    client.xadd(key, StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> TestMessages.in(client, key));
    Messages.assertSays("no field 'relay-id'", error);
  }

  @Test
  void whatIsSentAgainIsConfirmedAndAddsNothing() throws Exception {
    lane.send(TestMessages.upTo(10), sent);
    lane.send(TestMessages.between(4, 12), sent);
    assertEquals(9, sent.count());
    assertEquals(positions(1, 12), TestMessages.positionsIn(client, key));
  }

  /** It has seen the empty stream, as one has whose answers were lost. */
  @Test
  void aLaneThatDoesNotKnowWhatArrivedFindsOut() throws Exception {
    assertEquals(Optional.of(Position.START), lane.last());
    try (BusLane other = lane(RedisStream.of(key))) {
      other.send(TestMessages.upTo(250), sent);
    }
    lane.send(TestMessages.upTo(300), sent);
    assertEquals(300, sent.count());
    assertEquals(positions(1, 300), TestMessages.positionsIn(client, key));
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void theLastPositionIsReadBackAlsoWhenNothingIsLeft(RedisProtocol protocol) throws Exception {
    RedisOptions options =
        server.options().withClient(DefaultJedisClientConfig.builder().protocol(protocol).build());
    try (BusLane reading = lane(options, RedisStream.of(key))) {
      assertEquals(Optional.of(Position.START), reading.last());
      reading.send(TestMessages.upTo(10), sent);
      assertEquals(Optional.of(Position.of(10)), reading.last());
      client.xtrim(key, 0, false);
      assertEquals(0, client.xlen(key));
      assertEquals(Optional.of(Position.of(10)), reading.last());
      reading.send(TestMessages.between(11, 12), sent);
      assertEquals(positions(11, 12), TestMessages.positionsIn(client, key));
    }
  }

  @Test
  void aGroupOfReadersMayBeThereBeforeTheFirstMessage() throws Exception {
    client.xgroupCreate(key, "mailers", new StreamEntryID(0, 0), true);
    assertEquals(Optional.of(Position.START), lane.last());
    lane.send(TestMessages.upTo(2), sent);
    assertEquals(positions(1, 2), TestMessages.positionsIn(client, key));
  }

  @Test
  void oneThatIsSentOnceMoreComesBehindTheLatestAndIsNoProgress() throws Exception {
    lane.send(TestMessages.upTo(5), sent);
    lane.send(
        List.of(
            TestMessages.replay(2, 5, "order-1"),
            TestMessages.replay(3, 5, "order-2"),
            TestMessages.at(6)),
        sent);
    List<RedisMessage> read = TestMessages.in(client, key);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 2L, 3L, 6L), TestMessages.positionsIn(client, key));
    assertEquals("5-2", read.get(6).entry().toString());
    assertEquals(read.get(2).event(), read.get(6).event());
    lane.send(List.of(TestMessages.replay(4, 6, "order-3")), sent);
    assertEquals(Optional.of(Position.of(6)), lane.last());
  }

  @Test
  void oneThatIsSentOnceMoreIsNotAddedTwiceAfterARestart() throws Exception {
    lane.send(TestMessages.upTo(5), sent);
    lane.send(List.of(TestMessages.replay(2, 5, "order-1"), TestMessages.at(6)), sent);
    try (BusLane restarted = lane(RedisStream.of(key))) {
      assertEquals(Optional.of(Position.of(6)), restarted.last());
      restarted.send(List.of(TestMessages.at(7)), sent);
      restarted.send(
          List.of(TestMessages.replay(2, 7, "order-1"), TestMessages.replay(3, 7, "order-2")),
          sent);
    }
    assertEquals(2, sent.count());
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 2L, 6L, 7L, 3L), TestMessages.positionsIn(client, key));
  }

  @Test
  void theLatestOneThatWasParkedTakesItsOwnPlaceWhenItIsSentOnceMore() throws Exception {
    lane.send(TestMessages.upTo(5), sent);
    lane.send(List.of(TestMessages.replay(6, 6, "order-1")), sent);
    assertEquals(Optional.of(Position.of(6)), lane.last());
    lane.send(TestMessages.between(7, 8), sent);
    assertEquals(positions(1, 8), TestMessages.positionsIn(client, key));
  }

  @Test
  void theIdsOfReplaysAreNotRememberedForEver() throws Exception {
    int count = 3 * RedisOptions.GROUP_MESSAGES_LIMIT;
    lane.send(TestMessages.upTo(5), sent);
    lane.send(
        IntStream.range(0, count)
            .mapToObj(i -> TestMessages.replay(1 + i % 5, 5, "order-" + i))
            .toList(),
        sent);
    assertEquals(count, sent.count());
    assertEquals(count + 5, client.xlen(key));
    assertEquals(
        2 * RedisOptions.GROUP_MESSAGES_LIMIT,
        client.zcard(RedisStream.of(key).replaysKeyOf(ONLY)));
  }

  @Test
  void retentionKeepsAboutTheLatest() throws Exception {
    try (BusLane writing = lane(RedisStream.of(key).withEntriesMax(200))) {
      writing.send(TestMessages.upTo(1_500), sent);
      assertEquals(Optional.of(Position.of(1_500)), writing.last());
    }
    long kept = client.xlen(key);
    assertTrue(kept >= 200 && kept <= 400, "kept " + kept);
  }

  @Test
  void whatRetentionRemovedBeforeItWasConfirmedCountsAsConfirmed() throws Exception {
    assertEquals(Optional.of(Position.START), lane.last());
    try (BusLane other = lane(RedisStream.of(key))) {
      other.send(TestMessages.upTo(10), sent);
    }
    client.xtrim(key, 3, false);
    lane.send(TestMessages.upTo(11), sent);
    assertEquals(11, sent.count());
    assertEquals(positions(8, 11), TestMessages.positionsIn(client, key));
  }

  @Test
  void whatRetentionRemovedWhollyBeforeItWasConfirmedCountsAsConfirmed() throws Exception {
    assertEquals(Optional.of(Position.START), lane.last());
    try (BusLane other = lane(RedisStream.of(key))) {
      other.send(TestMessages.upTo(10), sent);
    }
    client.xtrim(key, 0, false);
    lane.send(TestMessages.upTo(10), sent);
    assertEquals(10, sent.count());
    assertEquals(0, client.xlen(key));
  }

  @Test
  void aStreamThatVanishesIsNoticedBeforeAnythingIsSent() throws Exception {
    lane.send(TestMessages.upTo(10), sent);
    client.del(key);
    for (int i = 0; i < 2; i++) {
      TailLostException lost =
          assertThrows(
              TailLostException.class, () -> lane.send(TestMessages.between(11, 12), sent));
      assertEquals("10-0", lost.known().toString());
      assertEquals("0-0", lost.found().toString());
      Messages.assertSays("went up to 10-0", lost);
    }
    assertEquals(0, client.xlen(key));
    assertEquals(Optional.of(Position.START), lane.last());
    lane.send(TestMessages.upTo(12), sent);
    assertEquals(positions(1, 12), TestMessages.positionsIn(client, key));
  }

  @Test
  void aSecondSendIsSplitIntoGroupsByCountAndBytes() throws Exception {
    RedisOptions small = server.options().withGroupMessagesMax(3).withGroupBytesMax(1_024);
    try (BusLane writing = lane(small, RedisStream.of(key))) {
      List<Integer> confirmed = new ArrayList<>();
      writing.send(TestMessages.upTo(7), confirmed::add);
      assertTrue(confirmed.size() >= 3, confirmed::toString);
      assertEquals(7, confirmed.getLast());
    }
    assertEquals(positions(1, 7), TestMessages.positionsIn(client, key));
  }

  @Test
  void aMessageThatIsTooLargeIsUndeliverableAndThoseBeforeItAreSent() throws Exception {
    RedisOptions small = server.options().withMessageBytesMax(2_048);
    BusMessage large =
        TestMessages.of(TestMessages.STORE, 3, Payload.of("text/plain", new byte[4_096]));
    List<BusMessage> messages = List.of(TestMessages.at(1), TestMessages.at(2), large);
    try (BusLane writing = lane(small, RedisStream.of(key))) {
      UndeliverableException error =
          assertThrows(UndeliverableException.class, () -> writing.send(messages, sent));
      Messages.assertSays("at most 2,048", error);
      assertEquals(2, sent.count());
      writing.send(List.of(TestMessages.at(4)), sent);
    }
    assertEquals(List.of(1L, 2L, 4L), TestMessages.positionsIn(client, key));
  }

  @Test
  void aPositionThatIsNoStoredEventIsUndeliverable() {
    BusMessage first = TestMessages.at(1);
    for (Position odd : List.of(new Position(1, 2, 0), new Position(0, 2, 1))) {
      BusMessage message = new BusMessage(first.event(), first.id(), odd, odd, false);
      assertThrows(UndeliverableException.class, () -> lane.send(List.of(message), sent));
    }
  }
}
