package dev.cairn.log;

import java.time.Duration;

/** What an acknowledgement of a log means. */
public sealed interface Durability {

  /** The events are on the disk: they outlive a power cut. */
  record Synced() implements Durability {}

  /**
   * The events are with the operating system: they outlive the end of the process, however it ends,
   * but a power cut or a crash of the system may take back the latest of them. What is left then is
   * what stood before some event: whole appends, in order, without a gap.
   *
   * @param window the log is synced when an event has waited for that long, so that no event older
   *     than the window and one sync is lost; at least a millisecond, at most {@link #WINDOW_MAX}
   */
  record MayLoseLatest(Duration window) implements Durability {

    /** The longest window. */
    public static final Duration WINDOW_MAX = Duration.ofMinutes(1);

    /** Checks the range. */
    public MayLoseLatest {
      if (window.toMillis() < 1 || window.compareTo(WINDOW_MAX) > 0) {
        throw new IllegalArgumentException(
            "the window is 1 ms to %d s, not %s".formatted(WINDOW_MAX.toSeconds(), window));
      }
    }
  }

  /** Acknowledged is durable. */
  static Durability synced() {
    return new Synced();
  }

  /** Acknowledged is with the operating system, and durable after the window. */
  static Durability mayLoseLatest(Duration window) {
    return new MayLoseLatest(window);
  }
}
