/**
 * The model: aggregates that decide from their events.
 *
 * <p>Begin with {@link dev.cairn.model.Decider} (the rules, pure), {@link
 * dev.cairn.model.JsonCodec} (events as JSON), {@link dev.cairn.model.AggregateType} (both, under a
 * category of streams) and {@link dev.cairn.model.Commands} (load, decide, append, again on a
 * conflict). {@link dev.cairn.model.Aggregates} reads states, also of the past; {@link
 * dev.cairn.model.Snapshots} shortens the way to them and is never needed for it.
 *
 * <p>Knows the contracts of {@code dev.cairn} and of the disk, and Jackson, never an engine, a
 * server or a view.
 */
@NullMarked
package dev.cairn.model;

import org.jspecify.annotations.NullMarked;
