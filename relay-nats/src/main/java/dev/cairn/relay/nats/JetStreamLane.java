package dev.cairn.relay.nats;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.LaneHandler;
import io.nats.client.Connection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one lane into its stream. It knows where the stream ends from what it sent itself, and
 * reads it back after anything else.
 */
final class JetStreamLane implements BusLane {

  private final Link link;
  private final LaneStream stream;
  private final MessageWriter writer;

  /** Null where it has to be read back. */
  private @Nullable Tail tail;

  /** The one that was used last; null after a failure. */
  private @Nullable Connection used;

  /** The last sequence number that the stream is known to have had. */
  private long confirmedSequence;

  JetStreamLane(Link link, LaneStream stream, MessageWriter writer) {
    this.link = link;
    this.stream = stream;
    this.writer = writer;
  }

  @Override
  public Optional<Position> last() throws InterruptedException {
    forget();
    Connection connection = link.connection();
    Tail read = stream.read(connection);
    used = connection;
    tail = read;
    confirmedSequence = read.sequence();
    return read.reached();
  }

  @Override
  public void send(List<BusMessage> messages, LaneHandler.Handled confirmed) throws Exception {
    try {
      Connection connection = link.connection(used);
      send(messages, connection, confirmed);
      used = connection;
    } catch (Exception e) {
      forget();
      throw e;
    }
  }

  private void forget() {
    tail = null;
    used = null;
  }

  private void send(List<BusMessage> messages, Connection connection, LaneHandler.Handled confirmed)
      throws Exception {
    int done = 0;
    while (done < messages.size()) {
      Tail behind = end(connection);
      stream.checkStore(behind, messages.get(done));
      int present = behind.present(messages.subList(done, messages.size()));
      if (present > 0) {
        done += present;
        confirmed.upTo(done);
      }
      if (done < messages.size()) {
        int before = done;
        done +=
            publish(
                behind,
                connection,
                messages.subList(done, messages.size()),
                count -> confirmed.upTo(before + count));
      }
    }
  }

  private Tail end(Connection connection) {
    if (tail != null) {
      return tail;
    }
    Tail read = stream.read(connection);
    if (read.sequence() < confirmedSequence) {
      throw new NatsUnavailableException(
          "%s ends at sequence number %d and had %d: it lost messages; it is to be asked for the last"
              .formatted(stream.description(), read.sequence(), confirmedSequence),
          null);
    }
    tail = read;
    return read;
  }

  /** Publishes at least one message and returns how many; nothing is known of a failed try. */
  private int publish(
      Tail behind, Connection connection, List<BusMessage> messages, LaneHandler.Handled confirmed)
      throws Exception {
    tail = null;
    Flight flight = new Flight(connection, stream, writer, behind.sequence(), confirmed);
    try {
      for (int i = 0; i < messages.size() && !flight.isMoved(); i++) {
        flight.send(messages.get(i));
      }
      flight.await();
    } finally {
      flight.giveUp();
      confirmedSequence = flight.confirmedSequence();
    }
    if (!flight.isMoved()) {
      tail = Tail.Known.of(confirmedSequence, messages.getLast(), writer.lane());
    }
    return flight.done();
  }

  @Override
  public void close() {}
}
