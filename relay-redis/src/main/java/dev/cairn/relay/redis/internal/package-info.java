/**
 * How the buses talk to a server. {@link dev.cairn.relay.redis.internal.StreamLane} adds to the
 * stream of a lane, group by group, a few of them in {@link dev.cairn.relay.redis.internal.Flight},
 * each by a {@link dev.cairn.relay.redis.internal.GroupScript} that adds nothing if the stream does
 * not end where it is expected to end; {@link dev.cairn.relay.redis.internal.Gap} then finds out
 * why.
 */
@NullMarked
package dev.cairn.relay.redis.internal;

import org.jspecify.annotations.NullMarked;
