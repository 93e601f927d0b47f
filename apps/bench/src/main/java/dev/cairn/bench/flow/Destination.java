package dev.cairn.bench.flow;

import dev.cairn.flow.Bus;

/**
 * A server that relays send to, and the same messages sent to it by its client alone. Names are of
 * streams. Used by one thread.
 */
interface Destination extends AutoCloseable {

  /** A bus into a stream. */
  Bus bus(String name);

  /** Reads back what a stream has and keeps it in memory. */
  void keep(String name) throws Exception;

  /** Sends all that is kept to a stream that has nothing yet; returns when it is confirmed. */
  void sendKept(String name) throws Exception;

  /** Deletes a stream, if there is one. */
  void delete(String name) throws Exception;

  @Override
  void close();
}
