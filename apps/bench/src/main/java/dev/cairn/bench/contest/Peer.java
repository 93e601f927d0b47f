package dev.cairn.bench.contest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Another store that does the same work. */
public interface Peer extends AutoCloseable {

  /** Its measure, in each row. */
  String name();

  /**
   * An empty table to append to, in place of the one before.
   *
   * @param workers how many threads will append
   */
  Appender appender(int workers, int batch) throws SQLException;

  /** Makes a table of so many events in streams of ten, and one stream of so many. */
  void fill(long events, long longStream) throws SQLException;

  /** A connection for reading what {@link #fill} made. */
  Connection reader() throws SQLException;

  /** Frees all it holds; its files lie in the folder it was given. */
  @Override
  void close() throws IOException;

  /** SQLite in a folder. */
  static Peer sqlite(Path folder) {
    return new Sqlite(folder);
  }
}
