package dev.cairn.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on standard error that shows how much of long work is done, and is gone when it is
 * closed. Shown where a person looks at it or asked for it; else nothing is written.
 */
final class ProgressBar implements AutoCloseable {

  private static final int CELLS = 30;
  private static final int PARTS = 1_000;

  private final PrintStream err;
  private final boolean shown;
  private final String doing;
  private long drawn = -1;
  private int width;

  ProgressBar(Console console, boolean wanted, String doing) {
    this.err = console.err();
    this.shown = wanted || console.watched();
    this.doing = doing;
  }

  /** Draws it where it has moved: so many are done, of so many at least. */
  void at(long done, long of) {
    long parts = of == 0 ? 0 : Math.min(PARTS, done * PARTS / of);
    if (shown && parts != drawn) {
      int cells = (int) parts * CELLS / PARTS;
      String line =
          String.format(
              Locale.ROOT,
              "\r%s [%s%s] %3d %% of %,d events",
              doing,
              "#".repeat(cells),
              ".".repeat(CELLS - cells),
              parts / (PARTS / 100),
              of);
      err.print(line);
      err.flush();
      width = line.length() - 1;
      drawn = parts;
    }
  }

  @Override
  public void close() {
    if (width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
    }
  }
}
