package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Payload;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

/** Whoever else writes into the streams is noticed, and nothing is added that leaves a hole. */
final class ForeignWriterTest {

  private static final RedisStream BANK = RedisStream.of("bank");
  private static final Map<String, String> STRANGE = Map.of("greeting", "hello");

  @TempDir Path data;
  private final SentSoFar sent = new SentSoFar();
  private RedisServer server;
  private RedisClient client;
  private BusLane lane;

  @BeforeEach
  void start() {
    server = RedisServer.start(data);
    client = server.client();
    lane = open(new Lane(0, 1));
  }

  @AfterEach
  void end() {
    if (server != null) {
      lane.close();
      client.close();
      server.close();
    }
  }

  private BusLane open(Lane one) {
    return new RedisStreams(server.options(), BANK).open(one);
  }

  @Test
  void anEntryWithAnIdOfTheClockIsNoticedWhenSendingAndWhenAsking() throws Exception {
    lane.send(TestMessages.upTo(3), sent);
    StreamEntryID strange = client.xadd("bank", StreamEntryID.NEW_ENTRY, STRANGE);
    for (int i = 0; i < 2; i++) {
      ForeignEntryException error =
          assertThrows(
              ForeignEntryException.class, () -> lane.send(TestMessages.between(4, 5), sent));
      assertEquals(strange, error.entry());
      assertEquals("bank", error.stream());
      Messages.assertSays("Stop the other writer", error);
    }
    assertThrows(ForeignEntryException.class, lane::last);
    assertEquals(4, client.xlen("bank"));
  }

  @Test
  void aPlaceThatWasPassedIsNotTakenForAnEntryThatWasTrimmed() throws Exception {
    lane.send(TestMessages.upTo(3), sent);
    try (BusLane other = open(new Lane(0, 1))) {
      other.send(List.of(TestMessages.at(6)), sent);
    }
    ForeignEntryException error =
        assertThrows(
            ForeignEntryException.class, () -> lane.send(TestMessages.between(4, 7), sent));
    Messages.assertSays("event at 4 was passed", error);
    assertEquals(List.of(1L, 2L, 3L, 6L), TestMessages.positionsIn(client, "bank"));
  }

  @Test
  void anotherNumberOfLanesIsRefused() throws Exception {
    lane.send(TestMessages.upTo(3), sent);
    try (BusLane second = open(new Lane(1, 2))) {
      RedisUnfitException error = assertThrows(RedisUnfitException.class, second::last);
      Messages.assertSays("a relay with 1 lanes; this one has 2", error);
      assertThrows(RedisUnfitException.class, () -> second.send(TestMessages.between(4, 5), sent));
    }
    assertEquals(0, client.xlen("bank:1"));
    client.del("bank", BANK.notesKey());
    try (BusLane second = open(new Lane(1, 2))) {
      second.send(TestMessages.upTo(1), sent);
    }
    assertEquals(List.of(1L), TestMessages.positionsIn(client, "bank:1"));
    assertThrows(RedisUnfitException.class, () -> open(new Lane(0, 1)).last());
  }

  @Test
  void eventsOfAnotherStoreAreRefused() throws Exception {
    lane.send(TestMessages.upTo(3), sent);
    String store = TestMessages.STORE.replace('0', '9');
    BusMessage strange = TestMessages.of(store, 4, Payload.json("{}"));
    try (BusLane other = open(new Lane(0, 1))) {
      RedisUnfitException error =
          assertThrows(RedisUnfitException.class, () -> other.send(List.of(strange), sent));
      Messages.assertSays("events of the store " + TestMessages.STORE, error);
    }
    assertEquals(3, client.xlen("bank"));
  }

  @Test
  void aKeyThatIsSomethingElseIsRefused() {
    client.set("bank", "a text");
    RedisUnavailableException error =
        assertThrows(RedisUnavailableException.class, () -> lane.send(TestMessages.upTo(1), sent));
    assertEquals("WRONGTYPE", error.code());
    assertEquals("a text", client.get("bank"));
  }
}
