package dev.cairn.bench.contest;

import java.io.IOException;
import java.sql.SQLException;

/** Writes events durably, a batch of a fixed size at a time. Thread-safe. */
public interface Appender extends AutoCloseable {

  /** Events of each append. */
  int batch();

  /**
   * Returns when a batch is durable at the end of a stream that has the expected version.
   *
   * @param stream the stream's number
   * @param version its version before
   */
  void append(int stream, long version) throws Exception;

  @Override
  void close() throws IOException, SQLException;
}
