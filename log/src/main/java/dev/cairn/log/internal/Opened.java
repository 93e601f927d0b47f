package dev.cairn.log.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was opened on the way to something larger. Closing it closes all of that, the last one
 * first, however many of them fail at it; nothing is closed once somebody else has taken charge of
 * it. Used by one thread at a time.
 */
final class Opened implements AutoCloseable {

  /** How one of them is closed. */
  @FunctionalInterface
  interface Closing {
    void close() throws IOException;
  }

  private final List<Closing> all = new ArrayList<>();

  void add(Closing one) {
    all.add(one);
  }

  /** Leaves everything open. */
  void keep() {
    all.clear();
  }

  /** Leaves everything open, in the charge of what is returned. */
  Opened handOver() {
    Opened heir = new Opened();
    heir.all.addAll(all);
    keep();
    return heir;
  }

  /**
   * Closes everything.
   *
   * @throws IOException the first failure, which knows of the others
   */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Closing one : all.reversed()) {
      failure = closed(one, failure);
    }
    all.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable IOException closed(Closing one, @Nullable IOException before) {
    try {
      one.close();
      return before;
    } catch (IOException e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }
}
