package dev.cairn.log.internal;

import dev.cairn.JsonText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Walks over JSON that is known to be valid, since its checksum is right and only valid JSON is
 * ever written. What it finds wrong all the same is an {@link IllegalArgumentException}.
 */
final class JsonScan {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

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

  /** Reads a number that is not negative and has no fraction. */
  long number() {
    int start = at;
    long value = 0;
    while (at < to && in[at] >= '0' && in[at] <= '9') {
      value = Math.addExact(Math.multiplyExact(value, 10), in[at] - '0');
      at++;
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

  /** Skips a string; tells whether it has an escape. */
  boolean skipString() {
    expect('"');
    skipPlain();
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

  /** Skips what is neither a quote nor a backslash, eight bytes at a time. */
  private void skipPlain() {
    while (at + Long.BYTES <= to) {
      long eight = (long) EIGHT.get(in, at);
      if ((zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES)) != 0) {
        return;
      }
      at += Long.BYTES;
    }
  }

  /** Not 0 if one of the eight bytes is 0. */
  private static long zeros(long eight) {
    return (eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L;
  }

  /** Skips a value of any kind. */
  void skipValue() {
    int depth = 0;
    do {
      byte c = at < to ? in[at] : 0;
      if (c == '"') {
        skipString();
      } else if (c == '{' || c == '[') {
        depth++;
        at++;
      } else if (c == '}' || c == ']') {
        depth--;
        at++;
      } else if (depth > 0 && (c == ',' || c == ':' || c == ' ')) {
        at++;
      } else {
        skipWord();
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

  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("%s at byte %d of the line".formatted(what, at));
  }
}
