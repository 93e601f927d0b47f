package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Lines for tests. */
final class Lines {

  private Lines() {}

  /** The line of the last of some events of one append, without its line feed. */
  static byte[] of(
      StreamId stream, List<NewEvent> events, long position, long version, long micros) {
    Append append = Append.to(stream, ExpectedVersion.any(), events);
    Ascii stamp = new Ascii(Timestamps.LENGTH);
    Timestamps.write(micros, stamp);
    Ascii out = new Ascii(64);
    EncodedAppend.of(append)
        .lines()
        .getLast()
        .write(position, position - events.size() + 1, version, stamp, out);
    return Arrays.copyOf(out.array(), out.length() - 1);
  }

  /** A line with another body, its checksum put right. */
  static byte[] withBody(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Ascii out = new Ascii(64).add(bytes);
    int _ = Line.end(out, 0);
    return Arrays.copyOf(out.array(), out.length() - 1);
  }

  /** What stands before the trailer. */
  static String body(byte[] line) {
    return new String(line, 0, line.length - Line.TRAILER, StandardCharsets.UTF_8);
  }
}
