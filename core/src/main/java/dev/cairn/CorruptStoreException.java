package dev.cairn;

/**
 * Bytes of the store are not what was written. No damaged byte is returned as an event and nothing
 * is cut; what lies before the damage can still be read.
 */
public final class CorruptStoreException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long from;
  private final long to;
  private final long line;
  private final transient Position position;
  private final String reason;

  /**
   * Names the damage.
   *
   * @param file the damaged file
   * @param from the first damaged byte, from 0
   * @param to the byte behind the damage
   * @param line the damaged line of the file, from 1; 0 where the file has no lines
   * @param position where the damaged event would stand in the log
   * @param reason what was found and what was expected
   */
  public CorruptStoreException(
      String file, long from, long to, long line, Position position, String reason) {
    super(
        "damaged: file %s%s, bytes %d to %d, position %s: %s; nothing was changed, restore the file from a backup"
            .formatted(file, line == 0 ? "" : ", line " + line, from, to, position, reason));
    this.file = file;
    this.from = from;
    this.to = to;
    this.line = line;
    this.position = position;
    this.reason = reason;
  }

  /** The damaged file. */
  public String file() {
    return file;
  }

  /** The first damaged byte, from 0. */
  public long from() {
    return from;
  }

  /** The byte behind the damage. */
  public long to() {
    return to;
  }

  /** The damaged line of the file, from 1; 0 where the file has no lines. */
  public long line() {
    return line;
  }

  /** Where the damaged event would stand in the log. */
  public Position position() {
    return position;
  }

  /** What was found and what was expected. */
  public String reason() {
    return reason;
  }
}
