package dev.cairn.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on standard error that counts up in place while long work is done, and is gone when it
 * is closed. Shown where a person looks at it or asked for it; else nothing is written.
 */
final class Progress implements AutoCloseable {

  private static final int EVERY = 1_000;

  private final PrintStream err;
  private final boolean shown;
  private final String doing;
  private final String unit;
  private long drawnAt;

  Progress(Console console, boolean wanted, String doing) {
    this(console, wanted, doing, "events");
  }

  Progress(Console console, boolean wanted, String doing, String unit) {
    this.unit = unit;
    this.err = console.err();
    this.shown = wanted || console.watched();
    this.doing = doing;
  }

  void at(long count) {
    if (shown && count - drawnAt >= EVERY) {
      err.print(String.format(Locale.ROOT, "\r%s: %,d %s", doing, count, unit));
      err.flush();
      drawnAt = count;
    }
  }

  @Override
  public void close() {
    if (drawnAt > 0) {
      err.print("\r" + " ".repeat(doing.length() + 30) + "\r");
      err.flush();
    }
  }
}
