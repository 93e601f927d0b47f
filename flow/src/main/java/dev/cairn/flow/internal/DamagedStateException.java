package dev.cairn.flow.internal;

import java.nio.file.Path;

/** A file of a processor is not what was written. */
public final class DamagedStateException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Names the file and what is wrong. */
  public DamagedStateException(Path file, String reason) {
    super("%s is damaged: %s".formatted(file, reason));
  }
}
