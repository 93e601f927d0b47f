package dev.cairn.relay.nats;

import dev.cairn.flow.Bus;
import dev.cairn.flow.CloudEvent;
import dev.cairn.model.testkit.BusReplayConformance;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * A message that JetStream does not take, and what waits behind it, when an operator has them sent.
 * The duplicate window is the shortest one. Skipped where nats-server is missing or old.
 */
@Tag("process")
final class NatsReplayTest extends BusReplayConformance {

  private static final int BYTES_MAX = 4_000;

  /** The subject of a stream whose duplicate window is the one of the lanes. */
  private static final String PROBE = "probe";

  @TempDir private Path temp;
  private NatsServer server;

  @BeforeEach
  void start() throws Exception {
    NatsServer.assumePossible();
    server = NatsServer.start(temp);
    try (StoredMessages stored = StoredMessages.at(server)) {
      var _ = stored.management().addStream(stream("probe", PROBE, BYTES_MAX));
      for (int lane = 0; lane < LANES; lane++) {
        var _ = stored.management().addStream(configuration(lane, BYTES_MAX));
      }
    }
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static StreamConfiguration configuration(int lane, int bytesMax) {
    return stream("bank-" + lane, "cairn.%d.>".formatted(lane), bytesMax);
  }

  private static StreamConfiguration stream(String name, String subjects, int bytesMax) {
    return StreamConfiguration.builder()
        .name(name)
        .subjects(subjects)
        .duplicateWindow(NatsStreams.WINDOW_MIN)
        .maximumMessageSize(bytesMax)
        .build();
  }

  @Override
  protected Bus bus() {
    return new NatsJetStream(NatsOptions.of(server.url()), new NatsStreams.Existing("bank"));
  }

  @Override
  protected int bytesMax() {
    return BYTES_MAX;
  }

  @Override
  protected void takeLargerOnes() throws Exception {
    try (StoredMessages stored = StoredMessages.at(server)) {
      JetStreamManagement management = stored.management();
      for (int lane = 0; lane < LANES; lane++) {
        var _ = management.updateStream(configuration(lane, 3 * BYTES_MAX));
      }
    }
  }

  @Override
  protected List<CloudEvent> sent() throws Exception {
    List<CloudEvent> all = new ArrayList<>();
    try (StoredMessages stored = StoredMessages.at(server)) {
      for (int lane = 0; lane < LANES; lane++) {
        for (Message message : stored.of("bank-" + lane)) {
          all.add(NatsCloudEvents.read(message));
        }
      }
    }
    return all;
  }

  @Override
  protected void killServer() throws Exception {
    server.kill();
  }

  /** Comes back when the ids of what was sent before are forgotten. */
  @Override
  protected void startServerAgain() throws Exception {
    server.start();
    try (StoredMessages stored = StoredMessages.at(server)) {
      stored.awaitWindow(PROBE);
    }
  }
}
