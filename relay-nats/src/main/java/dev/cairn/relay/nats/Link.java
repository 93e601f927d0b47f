package dev.cairn.relay.nats;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The connection that all lanes of a bus share. One that is lost stays lost, with all that waited
 * in it, and the next use makes a new one: the client's own way of finding a server again keeps
 * messages meanwhile and sends them later, when the relay has long sent them again. Thread-safe.
 */
final class Link implements AutoCloseable {

  /** A connection that answers no pings is lost, after two of them. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private final NatsOptions options;
  private final Object ping = new Object();
  private @Nullable Connection current;
  private boolean closed;

  Link(NatsOptions options) {
    this.options = options;
  }

  /** The connection, which is made if there is none. */
  synchronized Connection connection() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the bus at %s is closed".formatted(place()));
    }
    @Nullable Connection usable = current;
    if (usable == null || usable.getStatus() != Connection.Status.CONNECTED) {
      disconnect();
      usable = connect();
      current = usable;
    }
    return usable;
  }

  /**
   * The connection that was used before, or one for the first use.
   *
   * @param before null where none is to be the same
   * @throws NatsUnavailableException if it was lost, though there may be another one by now: the
   *     server may have lost what it had confirmed
   */
  Connection connection(@Nullable Connection before) throws InterruptedException {
    Connection now = connection();
    if (before != null && !before.equals(now)) {
      throw new NatsUnavailableException(
          "the connection to %s was lost and made anew; what the server has is asked first"
              .formatted(place()),
          null);
    }
    return now;
  }

  private Connection connect() throws InterruptedException {
    Options.Builder builder =
        new Options.Builder()
            .servers(options.servers().toArray(String[]::new))
            .connectionName("cairn relay")
            .connectionTimeout(options.connectTimeout())
            .requestCleanupInterval(options.answerTimeout())
            .pingInterval(PING_INTERVAL);
    options.customizer().accept(builder);
    try {
      return Nats.connect(builder.maxReconnects(0).errorListener(new ServerLog()).build());
    } catch (IOException e) {
      throw new NatsUnavailableException(
          "no NATS server was reached at %s: %s; it is tried again"
              .formatted(place(), e.getMessage()),
          e);
    }
  }

  /**
   * Returns when the server has all that was published before.
   *
   * @throws NatsUnavailableException if that is not known
   */
  void roundTrip(Connection connection) {
    // One at a time: the client takes several pings without an answer for a lost connection.
    synchronized (ping) {
      try {
        var _ = connection.RTT();
      } catch (IOException | IllegalStateException e) {
        throw new NatsUnavailableException(
            "the server at %s did not answer: %s; what it has is not known"
                .formatted(place(), e.getMessage()),
            e);
      }
    }
  }

  /** Where the servers are, without secrets. */
  String place() {
    return options.shownServers();
  }

  private void disconnect() throws InterruptedException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      disconnect();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
