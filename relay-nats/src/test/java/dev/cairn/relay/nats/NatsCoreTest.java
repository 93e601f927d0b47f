package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.testkit.Eventually;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Core NATS on a real server. Skipped where nats-server is missing or old. */
@Tag("process")
final class NatsCoreTest {

  private static final Lane LANE = new Lane(0, 1);
  private static final int PAYLOAD_MAX = 10_000;

  @TempDir private Path temp;
  private NatsServer server;
  private NatsCore bus;
  private final List<Integer> confirmed = new ArrayList<>();

  @BeforeEach
  void prepare() throws Exception {
    NatsServer.assumePossible();
    server = NatsServer.stopped(temp, "max_payload: " + PAYLOAD_MAX);
    bus = new NatsCore(NatsOptions.of(server.url()).withInFlightMax(100));
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

  private static List<CloudEvent> received(Subscription subscription, int count) throws Exception {
    List<CloudEvent> events = new ArrayList<>();
    while (events.size() < count) {
      @Nullable Message message = subscription.nextMessage(Eventually.WAIT_MAX);
      assertNotNull(message, () -> "messages that came: " + events.size());
      events.add(NatsCloudEvents.read(message));
    }
    return events;
  }

  private static List<CloudEvent> events(List<BusMessage> messages) {
    return messages.stream().map(BusMessage::event).toList();
  }

  @Test
  void whoListensGetsAllInOrder() throws Exception {
    server.start();
    try (StoredMessages listener = StoredMessages.at(server);
        BusLane lane = bus.open(LANE)) {
      Subscription all = listener.connection().subscribe("cairn.0.>");
      Subscription others = listener.connection().subscribe("cairn.*.order.>");
      listener.flush();
      lane.send(Told.range(1, 1_050), confirmed::add);
      assertEquals(List.of(100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_050), confirmed);
      assertEquals(events(Told.range(1, 1_050)), received(all, 1_050));
      assertEquals(Optional.empty(), lane.last());
      listener.flush();
      assertNull(others.nextMessage(Duration.ofMillis(1)));
    }
  }

  @Test
  void lanesSendAtTheSameTime() throws Exception {
    server.start();
    int lanes = 16;
    try (StoredMessages listener = StoredMessages.at(server);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Subscription> subscriptions = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        subscriptions.add(listener.connection().subscribe("cairn." + i + ".>"));
      }
      listener.flush();
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        BusLane lane = bus.open(new Lane(i, lanes));
        sending.add(
            threads.submit(() -> {
              lane.send(Told.range(1, 500), _ -> {});
              return null;
            }));
      }
      for (Future<?> each : sending) {
        each.get();
      }
      for (Subscription subscription : subscriptions) {
        assertEquals(events(Told.range(1, 500)), received(subscription, 500));
      }
    }
  }

  @Test
  void whatIsTooLargeIsUndeliverableAndWhatWasBeforeItIsConfirmed() throws Exception {
    server.start();
    try (StoredMessages listener = StoredMessages.at(server);
        BusLane lane = bus.open(LANE)) {
      Subscription all = listener.connection().subscribe("cairn.>");
      listener.flush();
      List<BusMessage> messages = new ArrayList<>(Told.range(1, 2));
      messages.add(Told.large(3, PAYLOAD_MAX));
      messages.addAll(Told.range(4, 5));
      UndeliverableException error =
          assertThrows(UndeliverableException.class, () -> lane.send(messages, confirmed::add));
      assertEquals(List.of(2), confirmed);
      Messages.assertSays("the server takes at most " + PAYLOAD_MAX, error);
      lane.send(messages.subList(3, 5), confirmed::add);
      assertEquals(
          List.of("e1", "e2", "e4", "e5"), received(all, 4).stream().map(CloudEvent::id).toList());
    }
  }

  @Test
  void aServerThatWasKilledConfirmsNothingAndIsFoundAgain() throws Exception {
    try (BusLane lane = bus.open(LANE)) {
      NatsUnavailableException error =
          assertThrows(
              NatsUnavailableException.class, () -> lane.send(Told.range(1, 3), confirmed::add));
      Messages.assertSays("no NATS server was reached at " + server.url(), error);
      server.start();
      lane.send(Told.range(1, 3), confirmed::add);
      server.kill();
      assertThrows(
          NatsUnavailableException.class, () -> lane.send(Told.range(4, 5), confirmed::add));
      assertEquals(List.of(3), confirmed);
      server.start();
      lane.send(Told.range(4, 5), confirmed::add);
      server.kill();
      server.start();
      assertThrows(
          NatsUnavailableException.class, () -> lane.send(Told.range(6, 7), confirmed::add));
      assertEquals(List.of(3, 2), confirmed);
    }
  }

  @Test
  void whatMayNotBePublishedIsNotConfirmed() throws Exception {
    NatsServer strict =
        NatsServer.start(
            temp, "authorization { users: [{user: a, password: b, permissions: {publish: x}}] }");
    NatsOptions options =
        NatsOptions.of(strict.url()).withCustomizer(builder -> builder.userInfo("a", "b"));
    try (strict;
        NatsCore other = new NatsCore(options);
        BusLane lane = other.open(LANE)) {
      NatsUnavailableException error =
          assertThrows(
              NatsUnavailableException.class, () -> lane.send(Told.range(1, 3), confirmed::add));
      Messages.assertSays("Permissions Violation for Publish", error);
      assertEquals(List.of(), confirmed);
    }
  }

  @Test
  void whoMayNotConnectIsTold() throws Exception {
    NatsServer strict = NatsServer.start(temp, "authorization { users: [{user: a, password: b}] }");
    try (strict;
        NatsCore other = new NatsCore(NatsOptions.of(strict.url()));
        BusLane lane = other.open(LANE)) {
      NatsUnavailableException error =
          assertThrows(
              NatsUnavailableException.class, () -> lane.send(Told.range(1, 3), confirmed::add));
      Messages.assertSays("Authorization Violation", error);
    }
  }
}
