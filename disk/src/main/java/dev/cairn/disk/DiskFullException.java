package dev.cairn.disk;

import java.io.IOException;

/** There is no space left, or a quota is used up. Space may come back. */
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Keeps the file system's own words. */
  public DiskFullException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** Says where there is no space left. */
  public DiskFullException(String message) {
    super(message);
  }
}
