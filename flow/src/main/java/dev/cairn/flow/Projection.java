package dev.cairn.flow;

import dev.cairn.Filter;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What events mean for some tables: the part of a view that its author writes. A {@link Projector}
 * runs it and owns everything else: the thread, the transaction, the checkpoint.
 *
 * <p>The rows must follow from the events alone. A projection that looks at a clock, at randomness
 * or at another system shows something else after a rebuild, and one with side effects repeats
 * them.
 *
 * <p>Called by one thread at a time. Neither this object nor its sessions may commit, roll back or
 * close the connection; they are refused.
 */
public interface Projection {

  /**
   * The name its checkpoint is kept under, at most {@value #NAME_LENGTH_MAX} characters and never
   * blank. Another name is another view.
   */
  String name();

  /**
   * The version of this code and of its tables, from 1. Whenever it is not the one the tables were
   * made by, they are dropped and made again from the whole log.
   */
  int version();

  /** The events it is interested in. A change of the filter is a change of the {@link #version}. */
  default Filter filter() {
    return Filter.everything();
  }

  /**
   * Makes the tables, indexes, views and triggers. What exists after the call and did not exist
   * before belongs to this projection and is dropped when its {@link #version} changes, so plain
   * {@code CREATE TABLE} without {@code IF NOT EXISTS} is right here. Part of a transaction.
   */
  void create(Connection connection) throws SQLException;

  /**
   * Begins to apply events. The session lives as long as the connection does, over many
   * transactions, so this is the place to prepare statements. Nothing may be written here.
   */
  ProjectionSession open(Connection connection) throws SQLException;

  /** Longest name in characters. */
  int NAME_LENGTH_MAX = 255;
}
