package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.Relay;
import dev.cairn.flow.StateFolder;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A relay of a store to JetStream on a real server. Skipped where nats-server is missing or old.
 */
@Tag("process")
final class NatsRelayTest {

  private static final int LANES = 3;
  private static final int EVENTS = 300;
  private static final int STREAMS = 17;
  private static final int KILLS = 3;
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final ProcessorOptions OPTIONS =
      Relay.options()
          .withLanes(LANES)
          .withRetry(
              Relay.options().retry().withPauses(Duration.ofMillis(5), Duration.ofMillis(100)));

  @TempDir private Path temp;

  private static Position append(InMemoryEventStore store, int count) {
    Position last = Position.START;
    for (int i = 0; i < count; i++) {
      StreamId stream = StreamId.of("account", Integer.toString(i % STREAMS));
      last =
          store
              .append(Append.to(stream, ExpectedVersion.any(), NewEvent.of("Happened", "{}")))
              .last();
    }
    return last;
  }

  private static void settle(Processor relay, Position last) throws InterruptedException {
    assertTrue(relay.awaitSettled(last, WAIT_MAX), () -> relay.status().toString());
  }

  @Test
  void everyEventIsInItsLaneOnceWhateverTheServerGoesThrough() throws Exception {
    NatsServer.assumePossible();
    NatsStreams.Made streams =
        NatsStreams.Made.keeping("bank", Duration.ZERO).withDuplicateWindow(NatsStreams.WINDOW_MIN);
    try (NatsServer server = NatsServer.start(temp);
        InMemoryEventStore store = new InMemoryEventStore();
        NatsJetStream bus = new NatsJetStream(NatsOptions.of(server.url()), streams);
        Processor relay =
            Processor.of(
                store,
                Relay.of("bus", Filter.everything(), store.id(), bus),
                StateFolder.of(new MemoryDisk(), Path.of("/store")),
                OPTIONS)) {
      relay.start();
      for (int i = 0; i < KILLS; i++) {
        Position before = append(store, EVENTS);
        server.kill();
        append(store, EVENTS);
        server.start();
        settle(relay, before);
      }
      Position last = append(store, EVENTS);
      settle(relay, last);
      assertHolds(server, store);

      server.kill();
      NatsJetStreamCrashTest.delete(server.store());
      server.start();
      append(store, EVENTS);
      Integer expected = all(store).size();
      Eventually.value("all is sent again", () -> positions(server).size(), expected::equals);
      assertHolds(server, store);
    }
  }

  private static void assertHolds(NatsServer server, InMemoryEventStore store) throws Exception {
    assertEquals(all(store), positions(server).stream().sorted().toList());
  }

  private static List<Long> all(InMemoryEventStore store) {
    return LongStream.rangeClosed(1, store.head().sequence())
        .filter(position -> !store.event(Position.of(position)).orElseThrow().stream().isSystem())
        .boxed()
        .toList();
  }

  /** The positions of the messages of all lanes, each of which must be in its order. */
  private static List<Long> positions(NatsServer server) throws Exception {
    List<Long> all = new ArrayList<>();
    try (StoredMessages stored = StoredMessages.at(server)) {
      for (int lane = 0; lane < LANES; lane++) {
        List<Long> positions =
            stored.of("bank-" + lane).stream()
                .map(NatsCloudEvents::read)
                .map(event -> CloudEvents.position(event).orElseThrow().sequence())
                .toList();
        assertEquals(positions.stream().sorted().distinct().toList(), positions);
        all.addAll(positions);
      }
    }
    return all;
  }
}
