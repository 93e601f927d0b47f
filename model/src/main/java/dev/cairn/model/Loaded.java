package dev.cairn.model;

import dev.cairn.Position;
import dev.cairn.Version;

/**
 * The state of an aggregate at one of its versions.
 *
 * @param state the state; the decider's initial one where there are no events
 * @param version the version of the last event it rests on
 * @param position where that is true: the position of that event, or of the last one of the append
 *     it came with; {@link Position#START} where there is none
 * @param <S> the state
 */
public record Loaded<S>(S state, Version version, Position position) {}
