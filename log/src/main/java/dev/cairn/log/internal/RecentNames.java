package dev.cairn.log.internal;

import dev.cairn.EventType;
import dev.cairn.InvalidNameException;
import dev.cairn.StreamId;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names on the lines that were read last, so that one which comes again is not made again: some
 * types, and one stream. A name stands between two offsets of a line, with its quotes; a line never
 * changes. Used by one thread at a time.
 */
final class RecentNames {

  /** Most types that are remembered; a power of two. */
  static final int TYPES_MAX = 32;

  /**
   * A type.
   *
   * @param text the bytes it was made of
   * @param type what was made of them
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by hand, and never changed.
  private record KnownType(byte[] text, EventType type) {}

  private final @Nullable KnownType[] types = new KnownType[TYPES_MAX];
  private byte[] streamLine = {};
  private int streamFrom;
  private int streamTo;
  private @Nullable StreamId stream;

  /** The type of a line. */
  EventType type(byte[] line, int from, int to) {
    int place = 31 * (31 * line[from + 1] + line[to - 2]) + to - from & TYPES_MAX - 1;
    KnownType known = types[place];
    if (known == null || !Arrays.equals(known.text(), 0, known.text().length, line, from, to)) {
      known = new KnownType(Arrays.copyOfRange(line, from, to), newType(line, from, to));
      types[place] = known;
    }
    return known.type();
  }

  /** The stream of a line. */
  StreamId stream(byte[] line, int from, int to) {
    StreamId known = stream;
    if (known == null || !Arrays.equals(streamLine, streamFrom, streamTo, line, from, to)) {
      known = newStream(line, from, to);
      streamLine = line;
      streamFrom = from;
      streamTo = to;
      stream = known;
    }
    return known;
  }

  /**
   * Makes the type of a line.
   *
   * @throws IllegalArgumentException if it is no name
   */
  static EventType newType(byte[] line, int from, int to) {
    return named(EventType::new, line, from, to);
  }

  /**
   * Makes the stream of a line.
   *
   * @throws IllegalArgumentException if it is no name
   */
  static StreamId newStream(byte[] line, int from, int to) {
    return named(StreamId::new, line, from, to);
  }

  private static <T> T named(Function<String, T> maker, byte[] line, int from, int to) {
    try {
      return maker.apply(new JsonScan(line, from, to).string());
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
