package dev.cairn;

/** A name breaks the rule for names: 1 to 255 bytes of UTF-8 without control characters. */
public final class InvalidNameException extends InvalidInputException {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_MAX = 40;

  private final String what;
  private final String name;

  /** Names what the name was for, the name, and the fault. */
  public InvalidNameException(String what, String name, String fault) {
    super("invalid %s '%s': %s".formatted(what, shown(name), fault));
    this.what = what;
    this.name = name;
  }

  /** What the name was for: "stream", "type", "tag", … */
  public String what() {
    return what;
  }

  /** The name as it was given. */
  public String name() {
    return name;
  }

  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(SHOWN_MAX)
        .map(InvalidNameException::harmless)
        .forEach(shown::appendCodePoint);
    return name.codePointCount(0, name.length()) > SHOWN_MAX ? shown + "…" : shown.toString();
  }

  /** A terminal obeys control characters, and half a surrogate pair cannot be written at all. */
  private static int harmless(int point) {
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return half || Character.isISOControl(point) ? '?' : point;
  }
}
