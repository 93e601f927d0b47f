package dev.cairn.flow;

import dev.cairn.Position;
import java.time.Duration;

/**
 * A projection at a glance.
 *
 * @param name the projection's name
 * @param state what its projector is doing
 * @param applied everything up to and including this position is in the view
 * @param head the end of the log at this moment
 * @param lag how long ago the view was last level with the head, to within about a second; zero if
 *     it is level now
 * @param events how many events were applied since the projector was made
 * @param eventsPerSecond how many events were applied per second of late
 * @param lastError the message of the last failure, also after a new start; empty if there was none
 */
public record ProjectionStatus(
    String name,
    ProjectorState state,
    Position applied,
    Position head,
    Duration lag,
    long events,
    double eventsPerSecond,
    String lastError) {}
