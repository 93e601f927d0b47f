package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.flow.internal.ProcessorCheckpoint;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a lane begins.
 *
 * @param from everything up to here is settled
 * @param ahead what is settled behind that
 */
record LaneStart(Position from, Set<Position> ahead) {

  /**
   * What the destination shows counts, else the checkpoint; while an order to begin again is
   * obeyed, the checkpoint. A destination that cannot be asked is asked again.
   *
   * @throws DestinationAheadException if it shows what the log does not have
   */
  static LaneStart find(
      LaneHandler handler,
      ProcessorOptions options,
      ProcessorProgress progress,
      RunSession.Run run,
      ProcessorPlace place)
      throws Exception {
    ProcessorCheckpoint saved = place.saved();
    Optional<Position> shown =
        place.resend().isPresent() ? Optional.empty() : ask(handler, options, progress, run.stop());
    shown.ifPresent(place::requireWithinLog);
    return shown
        .map(position -> new LaneStart(later(position, run.record().started()), Set.<Position>of()))
        .orElseGet(() -> new LaneStart(saved.at().position(), Set.copyOf(saved.ahead())));
  }

  /** Nothing before the place where the processor began is its own. */
  private static Position later(Position shown, Optional<Position> started) {
    return started.filter(position -> position.isAfter(shown)).orElse(shown);
  }

  private static Optional<Position> ask(
      LaneHandler handler, ProcessorOptions options, ProcessorProgress progress, LaneGate stop)
      throws Exception {
    int tries = 0;
    while (true) {
      try {
        return handler.handledUpTo();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        tries++;
        progress.unreachable(tries, e);
        stop.rest(
            options.retry().pause(tries, ThreadLocalRandom.current().nextDouble()), () -> false);
      }
    }
  }
}
