package dev.cairn.log;

import java.time.Duration;

/**
 * When a log fills the file that it writes to with line feeds ahead of the events, and how far. A
 * sync of bytes that overwrite others is cheaper than one of a file that grows. It is done under
 * sustained load only, and cut off again when the load ends: at rest {@code events.log} holds
 * events and nothing else.
 *
 * @param bytes how many are filled at a time; 0 for none, at most {@link #BYTES_MAX}
 * @param groupBytesMax no space is prepared behind a group of more bytes: the bytes of the space
 *     are written in addition to those of the events, which pays only where many groups share them;
 *     1 or greater
 * @param afterGroups the load is sustained after so many group writes, none of them later than
 *     {@code rest} after the one before it; 1 or greater
 * @param rest the load has ended when nothing was written for that long; longer than zero
 */
public record PreparedSpace(int bytes, int groupBytesMax, int afterGroups, Duration rest) {

  /** Most bytes that are filled at a time. */
  public static final int BYTES_MAX = 8 << 20;

  /** 2 MiB after 64 group writes, behind groups of 32 KiB or less, cut after a second. */
  public static final PreparedSpace STANDARD =
      new PreparedSpace(2 << 20, 32 << 10, 64, Duration.ofSeconds(1));

  /** Never any. */
  public static final PreparedSpace NONE = new PreparedSpace(0, 1, 1, Duration.ofSeconds(1));

  /** Checks the ranges. */
  public PreparedSpace {
    if (bytes < 0 || bytes > BYTES_MAX) {
      throw new IllegalArgumentException(
          "the bytes that are prepared are 0 to %d, not %d".formatted(BYTES_MAX, bytes));
    }
    if (groupBytesMax < 1) {
      throw new IllegalArgumentException(
          "space is prepared behind groups of 1 byte or more, not " + groupBytesMax);
    }
    if (afterGroups < 1) {
      throw new IllegalArgumentException(
          "a load is sustained after 1 group write or more, not " + afterGroups);
    }
    if (!rest.isPositive()) {
      throw new IllegalArgumentException("a rest is longer than zero, not " + rest);
    }
  }
}
