package dev.cairn.log.proof;

/** What a workload is made of. */
enum Step {
  /** One event. */
  APPEND_ONE,
  /** Three events of two streams in one append. */
  APPEND_MANY,
  /** An append under conditions that do not hold, then one under conditions that do. */
  CONDITIONAL,
  /** Fills the segment, then appends one event more, before which the segment is sealed. */
  ROLL,
  /** Saves the index of the active segment. */
  CHECKPOINT,
  /** Closes the store and opens it again. */
  REOPEN,
  /** Reads everything, through the store. */
  READ
}
