package dev.cairn.relay.nats;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import java.lang.System.Logger.Level;

/** Logs what servers say on their own, and how connections end. Stateless. */
final class ServerLog implements ErrorListener {

  private static final System.Logger LOG = System.getLogger("dev.cairn.relay.nats");

  @Override
  public void errorOccurred(Connection connection, String error) {
    LOG.log(Level.WARNING, "A NATS server said: {0}", error);
  }

  @Override
  public void exceptionOccurred(Connection connection, Exception exception) {
    LOG.log(Level.DEBUG, "A connection to a NATS server failed.", exception);
  }
}
