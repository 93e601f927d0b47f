package dev.cairn.model;

import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.util.List;

/** The answer to several commands that take effect together or not at all. */
public sealed interface JointResult {

  /**
   * All were accepted and their events are durable.
   *
   * @param steps the answer to each, in the order of the steps
   * @param position a view that has applied everything up to here shows the effect of all
   * @param repeated whether this is the answer to an earlier call of the same request
   */
  record Accepted(List<CommandResult.Accepted<?, ?>> steps, Position position, boolean repeated)
      implements JointResult {

    /** Copies the list. */
    public Accepted {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One was refused, so nothing was written. Those after it were not judged.
   *
   * @param step which one, from 0
   * @param stream its aggregate
   * @param reason the rule it would have broken
   * @param version the version of the aggregate that was judged
   */
  record Refused(int step, StreamId stream, Refusal reason, Version version)
      implements JointResult {}
}
