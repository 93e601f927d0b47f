package dev.cairn.flow;

import dev.cairn.Position;

/**
 * The destination of a processor has what the log does not: the store was set back, as by a restore
 * from a backup. The processor has stopped, because the destination would take what is appended now
 * for what it has.
 */
public final class DestinationAheadException extends FlowException {

  private static final long serialVersionUID = 1L;

  DestinationAheadException(String processor, Position shown, Position head) {
    super(
        "the destination of processor '%s' has what it was sent up to position %s, and the log ends at position %s: the store was set back, and the destination would take new events for old ones. Put the newer store back; or empty the destination, or give the relay another one, and all is sent anew"
            .formatted(processor, shown, head),
        null);
  }
}
