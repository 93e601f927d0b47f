package dev.cairn;

/** Something is larger than a limit allows. */
public final class LimitExceededException extends InvalidInputException {

  private static final long serialVersionUID = 1L;

  private final String limit;
  private final long actual;
  private final long most;

  /** Names the limit, what was given and what is allowed. */
  public LimitExceededException(String limit, long actual, long most) {
    super("too large: %s: %d, the limit is %d".formatted(limit, actual, most));
    this.limit = limit;
    this.actual = actual;
    this.most = most;
  }

  /**
   * Refuses what is above a limit.
   *
   * @throws LimitExceededException if {@code actual > most}
   */
  public static void check(String limit, long actual, long most) {
    if (actual > most) {
      throw new LimitExceededException(limit, actual, most);
    }
  }

  /** What is limited. */
  public String limit() {
    return limit;
  }

  /** What was given. */
  public long actual() {
    return actual;
  }

  /** The most that is allowed. */
  public long most() {
    return most;
  }
}
