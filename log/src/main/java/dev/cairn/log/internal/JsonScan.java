package dev.cairn.log.internal;

import dev.cairn.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Walks over JSON that is known to be valid, since its checksum is right and only valid JSON is
 * ever written. What it finds wrong all the same is an {@link IllegalArgumentException}.
 */
final class JsonScan {

  private static final long QUOTES = EightBytes.all('"');
  private static final long BACKSLASHES = EightBytes.all('\\');

  /** What a byte outside of strings means for nesting: 0 if nothing. */
  private static final byte[] MARKS = new byte[256];

  /** So many digits are a number that a long can hold, whatever they are. */
  private static final int DIGITS_SAFE = 18;

  private static final byte QUOTE = 1;
  private static final byte OPENS = 2;
  private static final byte CLOSES = 3;

  static {
    MARKS['"'] = QUOTE;
    MARKS['{'] = OPENS;
    MARKS['['] = OPENS;
    MARKS['}'] = CLOSES;
    MARKS[']'] = CLOSES;
  }

  private final byte[] in;
  private final int to;
  private int at;

  JsonScan(byte[] in, int from, int to) {
    this.in = in;
    this.at = from;
    this.to = to;
  }

  int at() {
    return at;
  }

  /** Reads one character that must stand here. */
  void expect(char c) {
    if (at >= to || in[at] != c) {
      throw wrong("expected '" + c + "'");
    }
    at++;
  }

  /** Reads a character if it stands here. */
  boolean accept(char c) {
    if (at < to && in[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Reads a text if it stands here. */
  boolean accept(Literal literal) {
    if (literal.stands(in, at)) {
      at += literal.length();
      return true;
    }
    return false;
  }

  /** Reads a number that is not negative and has no fraction. */
  long number() {
    int start = at;
    long value = 0;
    for (; at < to && in[at] >= '0' && in[at] <= '9'; at++) {
      value =
          at - start < DIGITS_SAFE
              ? value * 10 + (in[at] - '0')
              : Math.addExact(Math.multiplyExact(value, 10), in[at] - '0');
    }
    if (at == start) {
      throw wrong("expected a number");
    }
    return value;
  }

  /** Reads a string. */
  String string() {
    int start = at;
    boolean escaped = skipString();
    String raw = new String(in, start + 1, at - start - 2, StandardCharsets.UTF_8);
    return escaped ? JsonText.unescaped(raw) : raw;
  }

  /**
   * Reads a string that is most likely one of some words, for which nothing is made.
   *
   * @param hint the most likely of them
   * @return which of them it is; -1 if it is none
   */
  int word(List<String> words, int hint) {
    int start = at;
    skipString();
    int length = at - start - 2;
    for (int i = 0; i < words.size(); i++) {
      int index = hint + i < words.size() ? hint + i : hint + i - words.size();
      String word = words.get(index);
      if (word.length() == length && stands(word, start + 1)) {
        return index;
      }
    }
    return -1;
  }

  private boolean stands(String ascii, int from) {
    for (int i = 0; i < ascii.length(); i++) {
      if (in[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Skips a string, eight bytes at a time; tells whether it has an escape. */
  boolean skipString() {
    expect('"');
    boolean escaped = false;
    while (at + Long.BYTES <= to) {
      long eight = EightBytes.at(in, at);
      long found = EightBytes.same(eight, QUOTES) | EightBytes.same(eight, BACKSLASHES);
      if (found == 0) {
        at += Long.BYTES;
        continue;
      }
      at += EightBytes.first(found);
      if (in[at] == '"') {
        at++;
        return escaped;
      }
      escaped = true;
      at += 2;
    }
    return skipLast() || escaped;
  }

  /** Skips the end of a string that lies among the last bytes. */
  private boolean skipLast() {
    boolean escaped = false;
    while (at < to && in[at] != '"') {
      if (in[at] == '\\') {
        escaped = true;
        at++;
      }
      at++;
    }
    expect('"');
    return escaped;
  }

  /** Skips a value of any kind. */
  void skipValue() {
    switch (at < to ? MARKS[in[at] & 0xff] : CLOSES) {
      case QUOTE -> skipString();
      case OPENS -> skipNested();
      default -> skipWord();
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      if (at >= to) {
        throw wrong("expected the end of an array or object");
      }
      switch (MARKS[in[at] & 0xff]) {
        case QUOTE -> skipString();
        case OPENS -> {
          depth++;
          at++;
        }
        case CLOSES -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0);
  }

  private void skipWord() {
    int start = at;
    while (at < to && ",:]} ".indexOf(in[at]) < 0) {
      at++;
    }
    if (at == start) {
      throw wrong("expected a value");
    }
  }

  /**
   * Where the value begins that ends before an offset, found from its end: in valid JSON a quote
   * outside of a string ends one, and the nearest one before it that no backslash escapes begins
   * it.
   *
   * @param floor what lies before is not looked at
   * @return -1 if no value begins there
   */
  static int startOfValue(byte[] in, int floor, int end) {
    int depth = 0;
    for (int at = end - 1; at >= floor; at--) {
      byte mark = MARKS[in[at] & 0xff];
      if (mark == 0) {
        if (depth == 0 && (at == floor || in[at - 1] == ':')) {
          return at;
        }
        continue;
      }
      if (mark == QUOTE) {
        at = openingQuote(in, floor, at);
      } else {
        depth += mark == CLOSES ? 1 : -1;
      }
      if (depth <= 0) {
        return depth == 0 ? at : -1;
      }
    }
    return -1;
  }

  /** The quote that begins the string which another quote ends; the floor if there is none. */
  private static int openingQuote(byte[] in, int floor, int closing) {
    int at = closing;
    while (at - Long.BYTES > floor
        && EightBytes.same(EightBytes.at(in, at - Long.BYTES), QUOTES) == 0) {
      at -= Long.BYTES;
    }
    do {
      at--;
    } while (at > floor && (in[at] != '"' || isEscaped(in, floor, at)));
    return at;
  }

  private static boolean isEscaped(byte[] in, int floor, int at) {
    int begin = at;
    while (begin > floor && in[begin - 1] == '\\') {
      begin--;
    }
    return (at - begin) % 2 == 1;
  }

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("%s at byte %d of the line".formatted(what, at));
  }
}
