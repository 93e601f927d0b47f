package dev.cairn.log;

import dev.cairn.EventReader;
import dev.cairn.Position;

/**
 * A log in a folder as those see it that prove what is in it: they need to know which log it is,
 * and up to where a power cut takes nothing back.
 */
public sealed interface EventLog extends EventReader permits LogStore, LogReader {

  /** The name that the log's proofs are made under, which {@code store.json} tells. */
  String origin();

  /**
   * The position of the last event that outlives a power cut. It only grows, and is not behind
   * {@link #head}, but in a store whose durability is relaxed: there it follows, by the window.
   */
  Position durableHead();

  /**
   * Bytes that are not proven durable, so that they are not shown, and that no living writer
   * answers for; 0 if there are none. Opening and closing a {@link LogStore} recovers them.
   */
  long bytesBeyondHead();
}
