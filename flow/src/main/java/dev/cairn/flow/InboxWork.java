package dev.cairn.flow;

import java.sql.SQLException;

/**
 * What a consumer does with an event, in the transaction of its connection.
 *
 * @param <X> what it may throw beside errors of the database
 */
@FunctionalInterface
public interface InboxWork<X extends Exception> {

  /** Does it. Neither commits nor rolls back. */
  void run() throws SQLException, X;
}
