package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the log and its index.
 *
 * @param first the position of its first event
 * @param path where it lies now; a sealed one was renamed after it was opened
 * @param file open for reading
 * @param mapped what of it is mapped, for reads here and there
 * @param index covers exactly the durable events that may be read
 */
record Segment(long first, Path path, DiskFile file, MappedLines mapped, SegmentIndex index) {

  /** The segment that is written to. */
  static final String ACTIVE = "events.log";

  /** The next active segment, empty, before the last one was sealed. */
  static final String FRESH = "events.log.new";

  private static final Pattern SEALED = Pattern.compile("events\\.(\\d{20})\\.log");

  static String sealedName(long first) {
    return new Ascii(32).add("events.").padded(first, 20).add(".log").toString();
  }

  /** The first positions of the sealed segments in a folder, rising. */
  static List<Long> sealed(Disk disk, Path folder) throws IOException {
    return disk.list(folder).stream()
        .map(Segment::firstOf)
        .flatMapToLong(OptionalLong::stream)
        .sorted()
        .boxed()
        .toList();
  }

  private static OptionalLong firstOf(String name) {
    Matcher matcher = SEALED.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Which of the segments is the last that begins at a position or before it; 0 if none does. */
  static int indexOf(List<Segment> segments, long position) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).first() <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The position of its last event; one less than the first if it has none. */
  long last() {
    return first + index.count() - 1;
  }

  /** Whether nothing is added to it any more. */
  boolean isSealed() {
    return !path.endsWith(ACTIVE);
  }

  Segment at(Path newPath) {
    return new Segment(first, newPath, file, mapped, index);
  }
}
