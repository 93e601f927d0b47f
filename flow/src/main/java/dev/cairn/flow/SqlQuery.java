package dev.cairn.flow;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads something from a view.
 *
 * @param <T> what is read; never the connection nor anything that still needs it
 */
@FunctionalInterface
public interface SqlQuery<T> {

  /** Reads over this connection, which sees one state of the view and cannot write. */
  T read(Connection connection) throws SQLException;
}
