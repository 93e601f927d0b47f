package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cairn.flow.Lane;
import dev.cairn.testkit.Eventually;
import io.nats.client.api.ClusterInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JetStream on three servers with three copies, of which the one that leads a stream is killed.
 * Skipped where nats-server is missing or old.
 */
@Tag("process")
final class NatsClusterTest {

  private static final int SERVERS = 3;
  private static final int LANES = 2;
  private static final int MESSAGES = 3_000;

  @TempDir private Path temp;
  private final List<NatsServer> servers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    NatsServer.assumePossible();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      ports.add(NatsServer.freePort());
    }
    String routes =
        ports.stream().map(port -> "nats://127.0.0.1:" + port).collect(Collectors.joining(", "));
    for (int i = 0; i < SERVERS; i++) {
      servers.add(
          NatsServer.start(
              Files.createDirectory(temp.resolve("n" + i)),
              "server_name: n" + i,
              "cluster { name: c, listen: \"127.0.0.1:%d\", routes: [%s] }"
                  .formatted(ports.get(i), routes)));
    }
  }

  @AfterEach
  void stop() {
    servers.forEach(NatsServer::close);
  }

  @Test
  void whenTheLeaderIsKilledNothingIsLostNorDoubledAndTheOrderIsKept() throws Exception {
    String[] urls = servers.stream().map(NatsServer::url).toArray(String[]::new);
    NatsOptions options =
        NatsOptions.of(urls).withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));
    NatsStreams.Made streams =
        NatsStreams.Made.keeping("bank", Duration.ZERO)
            .withReplicas(SERVERS)
            .withDuplicateWindow(NatsStreams.WINDOW_MIN);
    RelayDriver driver = new RelayDriver();
    try (NatsJetStream bus = new NatsJetStream(options, streams);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> lanes = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        Lane lane = new Lane(i, LANES);
        lanes.add(threads.submit(() -> driver.run(bus.open(lane), Told.range(1, MESSAGES))));
      }
      driver.awaitConfirmed(MESSAGES);
      NatsServer leader = servers.get(leader());
      leader.kill();
      leader.start();
      for (Future<?> lane : lanes) {
        lane.get();
      }
    }
    List<String> sent = Told.range(1, MESSAGES).stream().map(each -> each.event().id()).toList();
    try (StoredMessages stored = StoredMessages.at(servers.getFirst())) {
      for (int i : IntStream.range(0, LANES).toArray()) {
        assertEquals(sent, Eventually.value("bank-" + i, () -> stored.ids("bank-" + i), _ -> true));
      }
    }
  }

  /** Which server leads the first stream. */
  private int leader() {
    return Eventually.value(
        "bank-0 has a leader",
        () -> {
          try (StoredMessages stored = StoredMessages.at(servers.getFirst())) {
            @Nullable ClusterInfo cluster =
                stored.management().getStreamInfo("bank-0").getClusterInfo();
            assertNotNull(cluster);
            return List.of("n0", "n1", "n2").indexOf(cluster.getLeader());
          }
        },
        index -> index >= 0);
  }
}
