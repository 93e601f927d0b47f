package dev.cairn.bench.contest;

import java.sql.SQLException;

/** Reads events and decodes the envelope of each. Used by one thread. */
public interface EventReads extends AutoCloseable {

  /** Reads the log from its beginning and returns the number of events, at most that many. */
  int scan(long limit) throws Exception;

  /** Reads one stream and returns the number of its events. */
  int stream(String name) throws Exception;

  @Override
  void close() throws SQLException;
}
