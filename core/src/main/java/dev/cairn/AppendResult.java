package dev.cairn;

import java.util.Map;

/**
 * The answer to an append: where its events are. They are durable.
 *
 * @param first the position of its first event
 * @param last the position of its last event; the store's head if the append had no events
 * @param versions the version of each stream that was written to, after the append
 * @param repeated whether this is the answer to an earlier append of the same request
 */
public record AppendResult(
    Position first, Position last, Map<StreamId, Version> versions, boolean repeated) {

  /** Copies the map. */
  public AppendResult {
    versions = Map.copyOf(versions);
  }

  /** The version of a stream after the append; {@link Version#NONE} if it was not written to. */
  public Version version(StreamId stream) {
    return versions.getOrDefault(stream, Version.NONE);
  }
}
