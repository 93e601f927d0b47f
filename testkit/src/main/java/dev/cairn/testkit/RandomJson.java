package dev.cairn.testkit;

import java.util.List;

/**
 * Random JSON texts (RFC 8259) in every spelling a writer may choose: white space between tokens,
 * escapes where none are needed, numbers in all their forms, text from all of Unicode. Keys of one
 * object are distinct.
 */
public final class RandomJson {

  private static final List<String> NUMBERS =
      List.of("0", "-0", "1", "-17", "9007199254740993", "0.5", "1E3", "2.50e-7", "6e+2");
  private static final List<String> ESCAPES =
      List.of(
          "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0041", "\\ud83d\\ude00");
  private static final List<String> BLANKS = List.of("", "", "", " ", "  ", "\n", "\t", "\r\n  ");

  private final SeededRandom random;
  private final boolean blanks;

  private RandomJson(SeededRandom random, boolean blanks) {
    this.random = random;
    this.blanks = blanks;
  }

  /** Texts without white space between tokens, which a store keeps byte for byte. */
  public static RandomJson compact(SeededRandom random) {
    return new RandomJson(random, false);
  }

  /** Texts with any white space between tokens. */
  public static RandomJson spaced(SeededRandom random) {
    return new RandomJson(random, true);
  }

  /** Returns a value that nests no deeper than that. */
  public String value(int depthMax) {
    return switch (random.nextInt(depthMax == 0 ? 4 : 6)) {
      case 0 -> random.oneOf(List.of("true", "false", "null"));
      case 1 -> random.oneOf(NUMBERS);
      case 2 -> Long.toString(random.nextLong());
      case 3 -> '"' + text() + '"';
      case 4 -> array(depthMax);
      default -> object(depthMax);
    };
  }

  /** Returns an object that nests no deeper than that; its depth is 1 at least. */
  public String object(int depthMax) {
    StringBuilder json = new StringBuilder("{").append(blank());
    int members = random.nextInt(5);
    for (int i = 0; i < members; i++) {
      json.append(i == 0 ? "" : "," + blank())
          .append('"')
          .append(text())
          .append(i) // Tells the keys apart, however they are spelled.
          .append('"')
          .append(blank())
          .append(':')
          .append(blank())
          .append(value(Math.max(0, depthMax - 1)))
          .append(blank());
    }
    return json.append('}').toString();
  }

  private String array(int depthMax) {
    StringBuilder json = new StringBuilder("[").append(blank());
    int elements = random.nextInt(5);
    for (int i = 0; i < elements; i++) {
      json.append(i == 0 ? "" : "," + blank()).append(value(depthMax - 1)).append(blank());
    }
    return json.append(']').toString();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      if (random.percent(15)) {
        text.append(random.oneOf(ESCAPES));
      } else {
        text.appendCodePoint(codePoint());
      }
    }
    return text.toString();
  }

  private int codePoint() {
    int limit = random.oneOf(List.of(0x7f, 0x7ff, 0xd7ff, Character.MAX_CODE_POINT));
    int point = random.nextInt(0x20, limit + 1);
    boolean special = point == '"' || point == '\\';
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return special || surrogate ? 'x' : point;
  }

  private String blank() {
    return blanks ? random.oneOf(BLANKS) : "";
  }
}
