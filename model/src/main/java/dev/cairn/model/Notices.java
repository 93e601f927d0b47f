package dev.cairn.model;

import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Warnings that are told once: what is wrong with a snapshot is met again with every load. The last
 * {@link #REMEMBERED_MAX} are remembered. Thread-safe.
 */
final class Notices {

  static final int REMEMBERED_MAX = 1_000;

  private static final System.Logger LOG = System.getLogger("dev.cairn.model");

  private final Map<String, Boolean> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** Warns, unless it did so under that key. */
  void once(String key, String sentence) {
    boolean fresh;
    synchronized (told) {
      fresh = told.put(key, true) == null;
    }
    if (fresh) {
      warn(sentence);
    }
  }

  /** Warns. */
  void warn(String sentence) {
    // As a parameter: braces of the sentence are none of the format's.
    LOG.log(Level.WARNING, "{0}", sentence);
  }
}
