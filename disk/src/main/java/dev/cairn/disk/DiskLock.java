package dev.cairn.disk;

import java.io.IOException;

/**
 * An exclusive lock that is held until it is released, closed or its process ends, however it ends.
 * Whoever needs it again and again keeps it, released, which is much cheaper than to take it anew.
 * Used by one thread at a time.
 */
public interface DiskLock extends AutoCloseable {

  /** Gives the lock up, until {@link #retake}; does nothing where it is not held. */
  void release() throws IOException;

  /**
   * Takes the lock again if nobody else holds it; returns at once.
   *
   * @return whether it is held now
   * @throws IOException if it cannot be told, or the lock was closed
   */
  boolean retake() throws IOException;

  /** Gives the lock up for good; a second call does nothing. */
  @Override
  void close() throws IOException;
}
