package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What JetStream holds and tells, on a server that works. Skipped where nats-server is missing or
 * old.
 */
@Tag("process")
final class NatsJetStreamTest {

  private static final Lane LANE = new Lane(0, 2);
  private static final int PAYLOAD_MAX = 128 << 10;
  private static final NatsStreams.Made STREAMS = NatsStreams.Made.keeping("bank", Duration.ZERO);

  @TempDir private Path temp;
  private NatsServer server;
  private StoredMessages stored;
  private NatsJetStream bus;
  private final List<Integer> confirmed = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    NatsServer.assumePossible();
    server = NatsServer.start(temp, "max_payload: " + PAYLOAD_MAX);
    stored = StoredMessages.at(server);
    bus = new NatsJetStream(NatsOptions.of(server.url()), STREAMS);
  }

  @AfterEach
  void stop() throws Exception {
    if (bus != null) {
      bus.close();
    }
    if (stored != null) {
      stored.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private void send(BusLane lane, List<BusMessage> messages) throws Exception {
    confirmed.clear();
    lane.send(messages, confirmed::add);
    assertEquals(messages.size(), confirmed.getLast());
  }

  private static List<String> events(long... positions) {
    return LongStream.of(positions).mapToObj(position -> "e" + position).toList();
  }

  private static Optional<Position> at(long position) {
    return Optional.of(Position.of(position));
  }

  @Test
  void whatWasSentIsReadBackInOrder() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      assertEquals(Optional.of(Position.START), lane.last());
      send(lane, Told.range(1, 1_000));
      assertEquals(at(1_000), lane.last());
    }
    List<Message> messages = stored.of("bank-0");
    assertEquals(
        Told.range(1, 1_000).stream().map(BusMessage::event).toList(),
        messages.stream().map(NatsCloudEvents::read).toList());
    assertEquals("cairn.0.account.FundsDeposited", messages.getFirst().getSubject());
  }

  @Test
  void anyNameAndBothFormsGetThrough() throws Exception {
    CloudEvent event =
        new CloudEvent(
            "1",
            URI.create("cairn://s/x"),
            "Étage. *>",
            "kon to.*>-ü 1",
            null,
            Payload.of("image/png", new byte[] {0, 13, 10, -1}),
            Map.of("correlationid", "a b\r\n"));
    NatsOptions options =
        NatsOptions.of(server.url()).withPrefix("my.events").withContent(NatsContent.STRUCTURED);
    try (NatsJetStream other =
            new NatsJetStream(options, NatsStreams.Made.keeping("other", Duration.ZERO));
        BusLane binary = bus.open(LANE);
        BusLane structured = other.open(LANE)) {
      send(binary, List.of(Told.of(event, 1)));
      send(structured, List.of(Told.of(event, 1)));
      assertEquals(at(1), binary.last());
      assertEquals(at(1), structured.last());
    }
    for (String stream : List.of("bank-0", "other-0")) {
      assertEquals(event, NatsCloudEvents.read(stored.of(stream).getFirst()));
    }
  }

  @Test
  void oneInFlightWillDo() throws Exception {
    NatsOptions slow = NatsOptions.of(server.url()).withInFlightMax(1);
    try (NatsJetStream other = new NatsJetStream(slow, STREAMS);
        BusLane lane = other.open(LANE)) {
      send(lane, Told.range(1, 50));
      assertEquals(LongStream.rangeClosed(1, 50).mapToObj(i -> (int) i).toList(), confirmed);
    }
  }

  @Test
  void whatIsTooLargeForTheServerIsUndeliverableAndNamesSizes() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      List<BusMessage> messages = new ArrayList<>(Told.range(1, 2));
      messages.add(Told.large(3, PAYLOAD_MAX));
      messages.addAll(Told.range(4, 5));
      UndeliverableException error =
          assertThrows(UndeliverableException.class, () -> send(lane, messages));
      assertEquals(2, confirmed.getLast());
      Messages.assertSays("the server takes at most 131072", error);
      Messages.assertSays("max_payload", error);
      assertEquals(events(1, 2), stored.ids("bank-0"));
      send(lane, messages.subList(3, 5));
      assertEquals(at(5), lane.last());
    }
    assertEquals(events(1, 2, 4, 5), stored.ids("bank-0"));
  }

  @Test
  void whatIsTooLargeForTheStreamIsUndeliverableAndTakesNothingBehindItAlong() throws Exception {
    make("bank-0", StreamConfiguration.builder().maximumMessageSize(1_000));
    try (BusLane lane = bus.open(LANE)) {
      List<BusMessage> messages = new ArrayList<>(Told.range(1, 2));
      messages.add(Told.large(3, 2_000));
      messages.addAll(Told.range(4, 50));
      UndeliverableException error =
          assertThrows(UndeliverableException.class, () -> send(lane, messages));
      assertEquals(2, confirmed.getLast());
      Messages.assertSays("2000 of body", error);
      Messages.assertSays("JetStream stream bank-0", error);
      assertEquals(events(1, 2), stored.ids("bank-0"));
      send(lane, messages.subList(3, 5));
    }
    assertEquals(events(1, 2, 4, 5), stored.ids("bank-0"));
  }

  private void make(String name, StreamConfiguration.Builder builder) throws Exception {
    var _ = stored.management().addStream(builder.name(name).subjects("cairn.0.>").build());
  }

  @Test
  void headersThatAreTooLargeAreUndeliverable() throws Exception {
    CloudEvent event =
        new CloudEvent(
            "1",
            URI.create("s"),
            "T",
            null,
            null,
            Payload.none(),
            Map.of("correlationid", "x".repeat(70_000)));
    try (BusLane lane = bus.open(LANE)) {
      UndeliverableException error =
          assertThrows(UndeliverableException.class, () -> send(lane, List.of(Told.of(event, 1))));
      Messages.assertSays("header", error);
    }
  }

  @Test
  void whatIsSentAgainIsThereOnce() throws Exception {
    try (BusLane lane = bus.open(LANE);
        BusLane restarted = bus.open(LANE)) {
      send(lane, Told.range(1, 10));
      send(lane, Told.range(1, 10));
      send(restarted, Told.range(1, 10));
      send(restarted, Told.range(5, 12));
    }
    assertEquals(events(LongStream.rangeClosed(1, 12).toArray()), stored.ids("bank-0"));
  }

  @Test
  void aReplayIsNewToTheStreamAndLeavesTheLastPosition() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      send(lane, Told.range(1, 5));
      send(lane, List.of(Told.replay(2, 5, "order")));
      assertEquals(at(5), lane.last());
      send(lane, List.of(Told.replay(2, 5, "order")));
      send(lane, List.of(Told.message(6)));
      assertEquals(at(6), lane.last());
    }
    assertEquals(events(1, 2, 3, 4, 5, 2, 6), stored.ids("bank-0"));
    Message again = stored.of("bank-0").get(5);
    assertEquals("2", NatsCloudEvents.read(again).extensions().get("position"));
    assertEquals("e2@account-2#order", again.getHeaders().getFirst("Nats-Msg-Id"));
  }

  @Test
  void whatTheServerKnowsWithinItsWindowIsConfirmedAndTheRestFollows() throws Exception {
    BusMessage replay = Told.replay(2, 5, "order");
    try (BusLane lane = bus.open(LANE)) {
      send(lane, Told.range(1, 5));
      send(lane, List.of(replay));
      send(lane, Told.range(6, 8));
      List<BusMessage> messages = new ArrayList<>(List.of(replay));
      messages.addAll(Told.range(9, 20));
      send(lane, messages);
      assertEquals(at(20), lane.last());
    }
    List<String> expected = new ArrayList<>(events(1, 2, 3, 4, 5, 2));
    expected.addAll(events(LongStream.rangeClosed(6, 20).toArray()));
    assertEquals(expected, stored.ids("bank-0"));
  }

  @Test
  void aRelayThatWasReplacedWritesNothingBetween() throws Exception {
    try (NatsJetStream other = new NatsJetStream(NatsOptions.of(server.url()), STREAMS);
        BusLane old = bus.open(LANE);
        BusLane current = other.open(LANE)) {
      send(old, Told.range(1, 3));
      assertEquals(at(3), current.last());
      send(current, Told.range(4, 6));
      assertThrows(NatsUnavailableException.class, () -> send(old, Told.range(7, 8)));
      send(old, Told.range(4, 8));
    }
    assertEquals(events(1, 2, 3, 4, 5, 6, 7, 8), stored.ids("bank-0"));
  }

  @Test
  void whatRetentionRemovedIsNotKnown() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      send(lane, Told.range(1, 5));
      assertTrue(stored.management().purgeStream("bank-0").isSuccess());
      assertEquals(Optional.empty(), lane.last());
      send(lane, Told.range(6, 7));
      assertEquals(at(7), lane.last());
      assertTrue(stored.management().deleteMessage("bank-0", 7));
      assertEquals(Optional.empty(), lane.last());
    }
  }

  @Test
  void aStreamOfAnotherNumberOfLanesIsRefused() throws Exception {
    try (BusLane before = bus.open(LANE);
        BusLane after = bus.open(new Lane(0, 4))) {
      send(before, Told.range(1, 5));
      Messages.assertSays(
          "holds lane 0/2, counted from 0, and this is lane 0/4",
          assertThrows(NatsUnavailableException.class, after::last));
      assertThrows(NatsUnavailableException.class, () -> send(after, Told.range(6, 7)));
    }
    assertEquals(events(1, 2, 3, 4, 5), stored.ids("bank-0"));
  }

  @Test
  void aStreamOfAnotherStoreIsRefused() throws Exception {
    CloudEvent strange =
        new CloudEvent("1", URI.create("cairn://b/x-1"), "T", null, null, Payload.none(), Map.of());
    try (BusLane lane = bus.open(LANE);
        BusLane other = bus.open(LANE)) {
      send(lane, Told.range(1, 5));
      for (int i = 0; i < 2; i++) {
        assertEquals(at(5), other.last());
        NatsUnavailableException error =
            assertThrows(
                NatsUnavailableException.class, () -> send(other, List.of(Told.of(strange, 6))));
        Messages.assertSays(
            "holds events of store 'store' and this relay sends those of 'b'", error);
      }
    }
    assertEquals(events(1, 2, 3, 4, 5), stored.ids("bank-0"));
  }

  @Test
  void whatOthersWroteIsNotKnown() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      send(lane, Told.range(1, 2));
      var _ = stored.connection().jetStream().publish("cairn.0.by.hand", new byte[0]);
      assertEquals(Optional.empty(), lane.last());
      send(lane, Told.range(3, 4));
      assertEquals(at(4), lane.last());
    }
  }

  @Test
  void aLaneHasAStreamOfItsOwn() throws Exception {
    try (BusLane first = bus.open(LANE);
        BusLane second = bus.open(new Lane(1, 2))) {
      send(first, Told.range(1, 3));
      assertEquals(Optional.of(Position.START), second.last());
      send(second, Told.range(4, 5));
      assertEquals(at(3), first.last());
      assertEquals(at(5), second.last());
    }
    assertEquals(events(4, 5), stored.ids("bank-1"));
  }

  @Test
  void aStreamIsMadeAsItWasAskedFor() throws Exception {
    NatsStreams.Made made =
        NatsStreams.Made.keeping("asked", Duration.ofHours(1))
            .withDuplicateWindow(Duration.ofSeconds(7));
    try (NatsJetStream other =
            new NatsJetStream(NatsOptions.of(server.url()).withPrefix("asked"), made);
        BusLane lane = other.open(LANE)) {
      assertEquals(Optional.of(Position.START), lane.last());
    }
    StreamConfiguration found = stored.management().getStreamInfo("asked-0").getConfiguration();
    assertEquals(Duration.ofHours(1), found.getMaxAge());
    assertEquals(Duration.ofSeconds(7), found.getDuplicateWindow());
    assertEquals(List.of("asked.0.>"), found.getSubjects());
    assertEquals(1, found.getReplicas());
  }

  @Test
  void aStreamThatMustBeThereIsMissed() throws Exception {
    try (NatsJetStream other =
            new NatsJetStream(NatsOptions.of(server.url()), new NatsStreams.Existing("bank"));
        BusLane lane = other.open(LANE)) {
      NatsUnavailableException error = assertThrows(NatsUnavailableException.class, lane::last);
      Messages.assertSays("JetStream stream bank-0 at " + server.url() + " is missing", error);
      Messages.assertSays("cairn.0.>", error);
      make("bank-0", StreamConfiguration.builder());
      assertEquals(Optional.of(Position.START), lane.last());
      send(lane, Told.range(1, 3));
    }
  }

  @Test
  void aStreamWithOtherSubjectsTakesNothing() throws Exception {
    var _ =
        stored
            .management()
            .addStream(StreamConfiguration.builder().name("bank-0").subjects("wrong").build());
    try (BusLane lane = bus.open(LANE)) {
      NatsUnavailableException error =
          assertThrows(NatsUnavailableException.class, () -> send(lane, Told.range(1, 3)));
      Messages.assertSays("JetStream stream bank-0", error);
      Messages.assertSays("503", error);
    }
  }

  @Test
  void aStreamThatConfirmsNothingIsRefused() throws Exception {
    make("bank-0", StreamConfiguration.builder().noAck(true));
    try (BusLane lane = bus.open(LANE)) {
      Messages.assertSays("no_ack", assertThrows(NatsUnavailableException.class, lane::last));
    }
  }

  @Test
  void aClosedBusSaysSo() throws Exception {
    BusLane lane = bus.open(LANE);
    send(lane, Told.range(1, 1));
    bus.close();
    Messages.assertSays("is closed", assertThrows(IllegalStateException.class, lane::last));
  }
}
