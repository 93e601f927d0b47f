package dev.cairn.log;

import dev.cairn.RecordedEvent;
import dev.cairn.log.internal.LogEvent;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Events as lines that other stores and other programs can take: JSON Lines, described in
 * docs/export.md. A line holds all that was recorded of an event and nothing of how its store keeps
 * it, so the same events give the same bytes whichever store they are in.
 */
public final class LogExport {

  private LogExport() {}

  /**
   * Writes an event and a line feed.
   *
   * @param event one that a {@link LogStore} or a {@link LogReader} delivered
   * @throws IllegalArgumentException if it is of another store
   * @throws IOException if the output takes no more
   */
  public static void write(RecordedEvent event, OutputStream out) throws IOException {
    if (!(event instanceof LogEvent recorded)) {
      throw new IllegalArgumentException(
          "only events of a log can be exported, not a " + event.getClass().getName());
    }
    recorded.export(out);
  }
}
