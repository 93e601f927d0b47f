package dev.cairn.relay.nats;

import dev.cairn.flow.CloudEvent;
import dev.cairn.relay.nats.DyingServerBus.Moment;
import dev.cairn.testkit.Eventually;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A message that JetStream does not take, and what waits behind it, when an operator has them sent.
 * The duplicate window is the shortest one. Skipped where nats-server is missing or old.
 */
@Tag("process")
final class NatsReplayTest {

  private static final int BYTES_MAX = 4_000;
  private static final Map<Integer, Moment> KILLS =
      Map.of(
          1, Moment.BEFORE,
          3, Moment.AFTER,
          5, Moment.MEANWHILE,
          7, Moment.AFTER,
          9, Moment.BEFORE,
          11, Moment.MEANWHILE);

  @TempDir private Path temp;
  private NatsServer server;

  @BeforeEach
  void start() throws Exception {
    NatsServer.assumePossible();
    server = NatsServer.start(temp);
    try (StoredMessages stored = StoredMessages.at(server)) {
      var _ = stored.management().addStream(stream("probe", DyingServerBus.PROBE, BYTES_MAX));
      for (int lane = 0; lane < HeldStream.LANES; lane++) {
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

  private NatsJetStream bus() {
    return new NatsJetStream(NatsOptions.of(server.url()), new NatsStreams.Existing("bank"));
  }

  private void takeLargerOnes() throws Exception {
    try (StoredMessages stored = StoredMessages.at(server)) {
      JetStreamManagement management = stored.management();
      for (int lane = 0; lane < HeldStream.LANES; lane++) {
        var _ = management.updateStream(configuration(lane, 3 * BYTES_MAX));
      }
    }
  }

  private List<CloudEvent> sent() throws Exception {
    List<CloudEvent> all = new ArrayList<>();
    try (StoredMessages stored = StoredMessages.at(server)) {
      for (int lane = 0; lane < HeldStream.LANES; lane++) {
        for (Message message : stored.of("bank-" + lane)) {
          all.add(NatsCloudEvents.read(message));
        }
      }
    }
    return all;
  }

  @Test
  void aPoisonMessageHoldsItsStreamAndAllComesInOrderWhenItIsReplayed() throws Exception {
    try (NatsJetStream bus = bus();
        HeldStream held = new HeldStream(bus, this::sent)) {
      held.park(2 * BYTES_MAX);
      takeLargerOnes();
      held.replay();
      held.assertAllArrives();
    }
  }

  @Test
  void thatIsSoThoughTheServerIsKilledWhileTheyAreReplayed() throws Exception {
    try (DyingServerBus bus = new DyingServerBus(bus(), server, KILLS);
        HeldStream held = new HeldStream(bus, this::sent)) {
      held.park(2 * BYTES_MAX);
      takeLargerOnes();
      held.replay();
      for (int kill = 1; kill <= KILLS.size(); kill++) {
        int count = kill;
        Eventually.holds("kill " + count, () -> bus.killed() >= count);
      }
      held.assertAllArrives();
    }
  }
}
