package dev.cairn.log.internal;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Tells who runs a store what it met and could do without. The logging of the JDK is started when
 * there is something to tell: it takes longer than to open a store.
 */
final class Warnings {

  private Warnings() {}

  /** Tells it; {@code {0}} stands for the first of the parts, and so on. */
  static void tell(String message, @Nullable Object... parts) {
    System.getLogger("dev.cairn.log").log(Level.WARNING, message, parts);
  }
}
