package dev.cairn.privacy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Finds the error of this module that Jackson wrapped into one of its own. */
final class PrivacyCause {

  private PrivacyCause() {}

  /** Runs what Jackson does. */
  static <R> R unwrapped(Supplier<R> work) {
    try {
      return work.get();
    } catch (JacksonException e) {
      for (@Nullable Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof PrivacyException ours) {
          throw ours;
        }
      }
      throw e;
    }
  }
}
