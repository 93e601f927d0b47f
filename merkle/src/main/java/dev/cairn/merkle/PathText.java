package dev.cairn.merkle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the path of a tile is written: its index in groups of three digits, of which all but the last
 * begin with an {@code x}, and its width if that is not full.
 */
final class PathText {

  /** A longer text is the path of nothing: an index has at most 19 digits. */
  private static final int MOST_CHARS = 60;

  private static final Pattern PATH =
      Pattern.compile("tile/(\\d{1,2}|entries)/((?:x\\d{3}/)*\\d{3})(?:\\.p/(\\d{1,3}))?");

  private PathText() {}

  static String of(long index, int width) {
    StringBuilder text = new StringBuilder(three(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      text.insert(0, "x" + three(rest % 1000) + "/");
    }
    return width == TilePath.FULL_WIDTH ? text.toString() : text + ".p/" + width;
  }

  private static String three(long group) {
    return "%03d".formatted(group);
  }

  static TilePath parse(String text) {
    if (text.length() <= MOST_CHARS) {
      Matcher parts = PATH.matcher(text);
      if (parts.matches()) {
        try {
          TilePath path = path(parts);
          if (path.toString().equals(text)) {
            return path;
          }
        } catch (IllegalArgumentException outOfRange) {
          throw malformed(text);
        }
      }
    }
    throw malformed(text);
  }

  private static TilePath path(Matcher parts) {
    long index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
    int width = parts.group(3) == null ? TilePath.FULL_WIDTH : Integer.parseInt(parts.group(3));
    return parts.group(1).equals("entries")
        ? new TilePath.Entries(index, width)
        : new TilePath.Hashes(Integer.parseInt(parts.group(1)), index, width);
  }

  private static MalformedException malformed(String text) {
    return new MalformedException(
        "not the path of a tile, which is tile/<0 to %d or 'entries'>/<index as x001/234>, and .p/<1 to %d> if it is partial: '%s'"
            .formatted(
                TilePath.MOST_LEVEL,
                TilePath.FULL_WIDTH - 1,
                text.substring(0, Math.min(text.length(), MOST_CHARS))));
  }
}
