package dev.cairn.disk;

import java.io.IOException;
import java.nio.file.Path;

/** There is no space left, or a quota is used up. Space may come back. */
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Names the file and keeps the file system's own words. */
  public DiskFullException(Path file, IOException cause) {
    super("%s: %s".formatted(file, cause.getMessage()), cause);
  }

  /** Says where there is no space left. */
  public DiskFullException(String message) {
    super(message);
  }
}
