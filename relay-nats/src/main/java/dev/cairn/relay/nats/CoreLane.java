package dev.cairn.relay.nats;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.LaneHandler;
import dev.cairn.flow.UndeliverableException;
import io.nats.client.Connection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of one lane to whoever listens. */
final class CoreLane implements BusLane {

  private final Link link;
  private final MessageWriter writer;

  /** The one that was used last; null after a failure. */
  private @Nullable Connection used;

  CoreLane(Link link, MessageWriter writer) {
    this.link = link;
    this.writer = writer;
  }

  /** Nobody keeps what was sent. */
  @Override
  public Optional<Position> last() {
    return Optional.empty();
  }

  @Override
  public void send(List<BusMessage> messages, LaneHandler.Handled confirmed) throws Exception {
    @Nullable Connection before = used;
    used = null;
    Connection connection = link.connection(before);
    send(messages, connection, confirmed);
    used = connection;
  }

  private void send(List<BusMessage> messages, Connection connection, LaneHandler.Handled confirmed)
      throws Exception {
    Complaints complaints = Complaints.of(connection);
    for (int i = 0; i < messages.size(); i++) {
      if (i > 0 && i % writer.options().inFlightMax() == 0) {
        confirm(connection, complaints);
        confirmed.upTo(i);
      }
      try {
        publish(messages.get(i), connection);
      } catch (UndeliverableException e) {
        confirm(connection, complaints);
        confirmed.upTo(i);
        throw e;
      }
    }
    confirm(connection, complaints);
    confirmed.upTo(messages.size());
  }

  private void publish(BusMessage message, Connection connection) throws UndeliverableException {
    Outgoing written = writer.write(message);
    written.check(connection.getMaxPayload());
    try {
      connection.publish(written.subject(), written.headers(), written.body());
    } catch (IllegalStateException e) {
      throw new NatsUnavailableException(
          "the connection to %s was lost: %s; what was not confirmed is sent again"
              .formatted(link.place(), e.getMessage()),
          e);
    }
  }

  /** A server refuses without an answer, but before that to the ping. */
  private void confirm(Connection connection, Complaints complaints) {
    link.roundTrip(connection);
    if (complaints.any()) {
      throw new NatsUnavailableException(
          "NATS at %s took not all messages%s; they are sent again"
              .formatted(link.place(), complaints.text()),
          null);
    }
  }

  @Override
  public void close() {}
}
