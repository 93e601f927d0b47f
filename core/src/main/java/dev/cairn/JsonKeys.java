package dev.cairn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds duplicate keys of the objects that are open in a JSON text. Small objects are compared key
 * by key on the bytes; beyond {@link #LINEAR_MAX} keys a set takes over, so that an object of a
 * million keys stays linear.
 */
final class JsonKeys {

  private static final int LINEAR_MAX = 16;

  private final byte[] in;
  private final JsonStrings strings;
  private final Map<Integer, Set<String>> large = new HashMap<>();
  private int[] first = new int[JsonText.DEPTH_USUAL];
  private int[] bounds = new int[32];
  private int count;

  JsonKeys(byte[] in, JsonStrings strings) {
    this.in = in;
    this.strings = strings;
  }

  /** An object was opened at that depth. */
  void open(int depth) {
    if (depth >= first.length) {
      first = Arrays.copyOf(first, JsonText.DEPTH_MAX + 1);
    }
    first[depth] = count;
  }

  /** The object at that depth was closed: its keys are forgotten. */
  void close(int depth) {
    count = first[depth];
    large.remove(depth);
  }

  /** Takes the key between two offsets (quotes included) of the object at that depth. */
  void add(int depth, int start, int end) {
    Set<String> set = large.get(depth);
    if (set == null) {
      compare(depth, start, end);
      remember(depth, start, end);
    } else if (!set.add(strings.text(start, end))) {
      throw duplicate(start, end);
    }
  }

  private void compare(int depth, int start, int end) {
    for (int i = first[depth]; i < count; i++) {
      if (same(start, end, bounds[2 * i], bounds[2 * i + 1])) {
        throw duplicate(start, end);
      }
    }
  }

  private boolean same(int start, int end, int otherStart, int otherEnd) {
    return Arrays.equals(in, start, end, in, otherStart, otherEnd)
        || ((strings.isEscaped(start, end) || strings.isEscaped(otherStart, otherEnd))
            && strings.text(start, end).equals(strings.text(otherStart, otherEnd)));
  }

  private void remember(int depth, int start, int end) {
    if (count - first[depth] == LINEAR_MAX) {
      Set<String> set = new HashSet<>();
      for (int i = first[depth]; i < count; i++) {
        set.add(strings.text(bounds[2 * i], bounds[2 * i + 1]));
      }
      set.add(strings.text(start, end));
      large.put(depth, set);
      return;
    }
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    count++;
  }

  private InvalidJsonException duplicate(int start, int end) {
    return InvalidJsonException.at(
        in, start, "duplicate key \"%s\"".formatted(strings.text(start, end)));
  }
}
