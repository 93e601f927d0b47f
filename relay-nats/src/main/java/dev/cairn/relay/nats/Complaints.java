package dev.cairn.relay.nats;

import io.nats.client.Connection;

/**
 * What a server says on its own, as that something may not be published: that has no other answer.
 * They are counted by the thread that reads from the server, so that one it said before it answered
 * is known when the answer is; its listeners hear of it at any time.
 *
 * @param connection where they are said
 * @param before how many there were at the beginning
 */
record Complaints(Connection connection, long before) {

  /** Those from now on. */
  static Complaints of(Connection connection) {
    return new Complaints(connection, connection.getStatistics().getErrs());
  }

  /** Whether there was one. */
  boolean any() {
    return connection.getStatistics().getErrs() != before;
  }

  /** The last one as the end of a sentence, if there was one. */
  String text() {
    return any() ? "; the server said: " + connection.getLastError() : "";
  }
}
