package dev.cairn.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What opening a store for writing had to do after an unclean end.
 *
 * @param cutBytes the bytes of a torn last group write, none of which was ever acknowledged; 0 if
 *     nothing was cut
 * @param quarantine the file they were moved to
 */
public record RecoveryReport(long cutBytes, Optional<Path> quarantine) {

  /** Nothing was cut. */
  public static final RecoveryReport NOTHING_CUT = new RecoveryReport(0, Optional.empty());
}
