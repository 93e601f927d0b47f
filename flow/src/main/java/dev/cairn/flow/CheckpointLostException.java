package dev.cairn.flow;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint of a processor that has run before is gone or damaged. It does not begin anew by
 * itself, because that would do everything once more.
 */
public final class CheckpointLostException extends FlowException {

  private static final long serialVersionUID = 1L;

  /** Names the processor and the file, and what is wrong with it. */
  CheckpointLostException(String processor, Path file, String reason, @Nullable Throwable cause) {
    super(
        "processor '%s' does not know how far it is: %s. Put %s back from a backup, or say where it is to begin: ./ledger processors reset %s --after POSITION"
            .formatted(processor, reason, file, processor),
        cause);
  }
}
