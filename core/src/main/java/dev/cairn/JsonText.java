package dev.cairn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks JSON (RFC 8259) in UTF-8 without building objects, more strictly than most parsers:
 * invalid UTF-8, raw control characters in strings, half surrogate pairs, duplicate keys and
 * nesting beyond {@link #DEPTH_MAX} are refused with line and column. One pass, iterative, so that
 * deep input costs no stack.
 */
public final class JsonText {

  /** Deepest nesting of arrays and objects. */
  public static final int DEPTH_MAX = 100;

  /** Room for this depth is made at once, for more where it is needed. */
  static final int DEPTH_USUAL = 8;

  private static final byte SPACE = ' ';

  private final byte[] in;
  private final JsonStrings strings;
  private final JsonKeys keys;
  private boolean[] inObject = new boolean[DEPTH_USUAL];
  private int at;
  private int depth;

  /** The input as one line; filled only from the first byte on that differs from the input. */
  private byte[] out = {};

  private int copied;
  private int outLength;

  private JsonText(byte[] in) {
    this.in = in;
    this.strings = new JsonStrings(in);
    this.keys = new JsonKeys(in, strings);
  }

  /**
   * Returns the JSON as one line: the same bytes, without white space around them, and with one
   * space for each run of white space between tokens that holds CR, LF or TAB. Always a new array.
   *
   * @throws InvalidJsonException naming line and column of the first fault
   */
  public static byte[] checkedLine(byte[] utf8) {
    return new JsonText(utf8).run();
  }

  /**
   * Encodes text as UTF-8 for checking.
   *
   * @throws InvalidJsonException if the text holds half a surrogate pair
   */
  static byte[] encode(String text) {
    int half = Names.halfSurrogate(text);
    if (half >= 0) {
      byte[] before = text.substring(0, half).getBytes(StandardCharsets.UTF_8);
      throw InvalidJsonException.at(before, before.length, "half a surrogate pair");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Resolves the escapes of a JSON string, given without its quotes.
   *
   * @throws IllegalArgumentException if an escape is not whole
   */
  public static String unescaped(String raw) {
    return JsonStrings.unescaped(raw);
  }

  private byte[] run() {
    skipBlank();
    copied = at;
    value();
    while (depth > 0) {
      next();
    }
    int end = at;
    skipBlank();
    if (at < in.length) {
      throw fault("unexpected " + seen() + " after the end of the value");
    }
    return finished(end);
  }

  private byte[] finished(int end) {
    if (outLength == 0) {
      return Arrays.copyOfRange(in, copied, end);
    }
    System.arraycopy(in, copied, out, outLength, end - copied);
    return Arrays.copyOf(out, outLength + end - copied);
  }

  /** Reads the start of a value: a whole scalar, or the opening of an array or object. */
  private void value() {
    if (at == in.length) {
      throw fault("the text ends where a value is expected");
    }
    switch (in[at]) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> at = strings.end(at);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw fault("unexpected " + seen() + " where a value is expected");
    }
  }

  private void open(boolean object) {
    if (depth == DEPTH_MAX) {
      throw fault("nested more than %d deep".formatted(DEPTH_MAX));
    }
    if (++depth == inObject.length) {
      inObject = Arrays.copyOf(inObject, DEPTH_MAX + 1);
    }
    inObject[depth] = object;
    at++;
    blank();
    if (object) {
      keys.open(depth);
    }
    if (at < in.length && in[at] == close()) {
      end();
    } else {
      member();
    }
  }

  /** Reads the closing bracket of the innermost array or object. */
  private void end() {
    if (inObject[depth]) {
      keys.close(depth);
    }
    at++;
    depth--;
  }

  /** Reads what follows a value inside an array or object: its end, or a comma and a member. */
  private void next() {
    blank();
    if (at == in.length) {
      throw fault("the text ends inside an " + (inObject[depth] ? "object" : "array"));
    }
    byte c = in[at];
    if (c == ',') {
      at++;
      blank();
      member();
    } else if (c == close()) {
      end();
    } else {
      throw fault("unexpected %s, expected ',' or '%s'".formatted(seen(), close()));
    }
  }

  private char close() {
    return inObject[depth] ? '}' : ']';
  }

  private void member() {
    if (inObject[depth]) {
      key();
    }
    value();
  }

  private void key() {
    if (at == in.length || in[at] != '"') {
      throw fault(
          at == in.length
              ? "the text ends inside an object"
              : "unexpected " + seen() + " where a key is expected");
    }
    int start = at;
    at = strings.end(at);
    keys.add(depth, start, at);
    blank();
    if (at == in.length || in[at] != ':') {
      throw fault(at == in.length ? "the text ends after a key" : "expected ':' after the key");
    }
    at++;
    blank();
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= in.length || in[at + i] != word.charAt(i)) {
        throw fault("unexpected " + seen() + " where a value is expected");
      }
    }
    at += word.length();
  }

  private void number() {
    if (in[at] == '-') {
      at++;
    }
    if (at < in.length && in[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < in.length && in[at] == '.') {
      at++;
      digits();
    }
    if (at < in.length && (in[at] | 0x20) == 'e') {
      at++;
      if (at < in.length && (in[at] == '+' || in[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() {
    int start = at;
    while (at < in.length && in[at] >= '0' && in[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw fault("expected a digit");
    }
  }

  private void skipBlank() {
    while (at < in.length && isBlank(in[at])) {
      at++;
    }
  }

  /** Skips white space between tokens, turning a run that would break the line into one space. */
  private void blank() {
    if (at < in.length && in[at] > SPACE) {
      return;
    }
    int start = at;
    boolean breaks = false;
    while (at < in.length && isBlank(in[at])) {
      breaks |= in[at] != SPACE;
      at++;
    }
    if (breaks) {
      if (out.length == 0) {
        out = new byte[in.length];
      }
      System.arraycopy(in, copied, out, outLength, start - copied);
      outLength += start - copied;
      out[outLength++] = SPACE;
      copied = at;
    }
  }

  private static boolean isBlank(byte c) {
    return c == SPACE || c == '\n' || c == '\r' || c == '\t';
  }

  private String seen() {
    return at == in.length ? "end" : JsonStrings.shown(in, at);
  }

  private InvalidJsonException fault(String reason) {
    return InvalidJsonException.at(in, at, reason);
  }
}
