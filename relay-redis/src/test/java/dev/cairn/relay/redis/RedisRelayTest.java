package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.flow.Processor;
import dev.cairn.flow.ProcessorOptions;
import dev.cairn.flow.Relay;
import dev.cairn.flow.StateFolder;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** A whole relay, from a store to a server that is killed and comes back. */
final class RedisRelayTest {

  private static final int EVENTS = 600;
  private static final ProcessorOptions OPTIONS =
      Relay.options()
          .withLanes(2)
          .withRetry(
              Relay.options().retry().withPauses(Duration.ofMillis(5), Duration.ofMillis(50)));

  @TempDir Path data;
  private final InMemoryEventStore store = new InMemoryEventStore();

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      var _ =
          store.append(
              Append.to(
                  StreamId.of("account-" + i % 5),
                  ExpectedVersion.any(),
                  NewEvent.of("Happened", "{}")));
    }
  }

  @Test
  void everyEventIsThereOnceThoughTheServerWasKilled() {
    try (RedisServer server = RedisServer.start(data);
        Processor relay =
            Processor.of(
                store,
                Relay.of(
                    "redis",
                    Filter.everything(),
                    store.id(),
                    new RedisStreams(server.options(), RedisStream.of("bank"))),
                StateFolder.of(new MemoryDisk(), Path.of("/store")),
                OPTIONS)) {
      relay.start();
      append(EVENTS / 2);
      server.kill();
      append(EVENTS / 2);
      server.restart();
      Eventually.value("all has arrived", () -> arrived(server), this::isAll);
    } finally {
      store.close();
    }
  }

  private List<List<Long>> arrived(RedisServer server) {
    try (RedisClient client = server.client()) {
      return List.of(
          TestMessages.positionsIn(client, "bank:0"), TestMessages.positionsIn(client, "bank:1"));
    }
  }

  /** Every event of the accounts stands in one of the streams, once, and each stream in order. */
  private boolean isAll(List<List<Long>> streams) {
    List<Long> expected =
        LongStream.rangeClosed(1, store.head().sequence())
            .filter(
                position -> !store.event(Position.of(position)).orElseThrow().stream().isSystem())
            .boxed()
            .toList();
    for (List<Long> one : streams) {
      assertEquals(one.stream().sorted().distinct().toList(), one);
    }
    return streams.stream().flatMap(List::stream).sorted().toList().equals(expected);
  }
}
