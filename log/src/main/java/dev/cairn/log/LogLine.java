package dev.cairn.log;

import dev.cairn.RecordedEvent;
import java.security.MessageDigest;

/**
 * An event as the line of a log that it is: what {@link LogStore} and {@link LogReader} deliver.
 * For those who hash lines; the ways to do so allocate nothing.
 */
public interface LogLine extends RecordedEvent {

  /** When it was recorded, in microseconds since 1970-01-01T00:00:00Z. */
  long micros();

  /** Feeds the line to a digest, as it stands in the file before {@code ,"crc"}. */
  void update(MessageDigest digest);

  /**
   * Writes the name of the stream in UTF-8, 255 bytes at most.
   *
   * @return where it ends in the target
   */
  int writeStream(byte[] target, int at);

  /**
   * Writes the name of the type in UTF-8, 255 bytes at most.
   *
   * @return where it ends in the target
   */
  int writeType(byte[] target, int at);
}
