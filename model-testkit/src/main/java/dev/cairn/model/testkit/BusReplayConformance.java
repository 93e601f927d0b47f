package dev.cairn.model.testkit;

import dev.cairn.flow.Bus;
import dev.cairn.flow.CloudEvent;
import dev.cairn.testkit.Eventually;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The suite that every {@link Bus} must pass whose destination tells what it has: a message that
 * its server does not take is parked, what is behind it waits, and when an operator has them sent,
 * each arrives once and in order, also while the server is killed and started again.
 *
 * <p>To use it, write a test class that extends it, starts a server before each test, and says how
 * that is killed and what it has.
 */
public abstract class BusReplayConformance {

  /** How many lanes the relay has that uses the bus. */
  protected static final int LANES = 2;

  /** For subclasses. */
  protected BusReplayConformance() {}

  /** The bus to the server of this test. */
  protected abstract Bus bus() throws Exception;

  /** Most bytes of a message that the server takes; several thousand. */
  protected abstract int bytesMax();

  /** Has the server take messages three times as large. */
  protected abstract void takeLargerOnes() throws Exception;

  /** What the server has, lane after lane. */
  protected abstract List<CloudEvent> sent() throws Exception;

  /** Ends the server as {@code kill -9} does. */
  protected abstract void killServer() throws Exception;

  /** Starts the server again with what it has on its disk. */
  protected abstract void startServerAgain() throws Exception;

  @Test
  final void aPoisonMessageHoldsItsStreamAndAllComesInOrderWhenItIsReplayed() throws Exception {
    try (Bus bus = bus();
        HeldStream held = new HeldStream(bus, this::sent)) {
      held.park(2 * bytesMax());
      takeLargerOnes();
      held.replay();
      held.assertAllArrives();
    }
  }

  @Test
  final void thatIsSoThoughTheServerIsKilledWhileTheyAreReplayed() throws Exception {
    try (DyingServerBus bus = new DyingServerBus(bus(), this::killServer, this::startServerAgain);
        HeldStream held = new HeldStream(bus, this::sent)) {
      held.park(2 * bytesMax());
      takeLargerOnes();
      held.replay();
      for (int kill = 1; kill <= DyingServerBus.KILLS.size(); kill++) {
        int count = kill;
        Eventually.holds("kill " + count, () -> bus.killed() >= count);
      }
      held.assertAllArrives();
    }
  }
}
