package dev.cairn.relay.nats;

import dev.cairn.flow.BusMessage;
import dev.cairn.flow.LaneHandler;
import dev.cairn.flow.UndeliverableException;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Messages on their way into a stream. Each says behind which sequence number it belongs and the
 * stream refuses it anywhere else, so that one that is lost takes all behind it with it: the stream
 * has a beginning of what was sent, in order, whatever happened. Used by one thread.
 */
final class Flight {

  private static final String STREAM = "Nats-Expected-Stream";
  private static final String BEHIND = "Nats-Expected-Last-Sequence";
  private static final int MESSAGE_TOO_LARGE = 10054;
  private static final int HEADERS_TOO_LARGE = 10097;
  private static final int WRONG_SEQUENCE = 10071;

  private record Pending(long sequence, Outgoing message, CompletableFuture<PublishAck> answer) {}

  private final Connection connection;
  private final JetStream server;
  private final LaneStream stream;
  private final MessageWriter writer;
  private final LaneHandler.Handled confirmed;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Complaints complaints;
  private long next;
  private long confirmedSequence;
  private int done;
  private boolean moved;

  /**
   * Begins behind a sequence number.
   *
   * @param confirmed is told how many of the messages the stream has
   */
  Flight(
      Connection connection,
      LaneStream stream,
      MessageWriter writer,
      long behind,
      LaneHandler.Handled confirmed) {
    this.connection = connection;
    this.stream = stream;
    this.writer = writer;
    this.next = behind;
    this.confirmedSequence = behind;
    this.confirmed = confirmed;
    this.complaints = Complaints.of(connection);
    try {
      this.server = connection.jetStream(stream.jetStream());
    } catch (IOException e) {
      throw unavailable("the connection was lost", e);
    }
  }

  /** How many messages are confirmed. */
  int done() {
    return done;
  }

  /** The sequence number of the last message that the stream confirmed in its place. */
  long confirmedSequence() {
    return confirmedSequence;
  }

  /**
   * Whether the stream had one of the messages before and so gave it no number of its own: those
   * behind it are refused and have to begin anew.
   */
  boolean isMoved() {
    return moved;
  }

  /**
   * Publishes a message, after it has waited until few enough are in flight.
   *
   * @throws UndeliverableException if it cannot be sent and all before it are confirmed
   */
  void send(BusMessage message) throws Exception {
    // The number before the first message of all is not checked by every server: it goes alone.
    int most = next == pending.size() ? 1 : writer.options().inFlightMax();
    while (pending.size() >= most) {
      awaitFirst();
    }
    Outgoing written;
    try {
      written = write(message);
    } catch (UndeliverableException e) {
      await();
      if (moved) {
        return;
      }
      throw e;
    }
    if (!moved) {
      publish(written);
    }
  }

  private Outgoing write(BusMessage message) throws UndeliverableException {
    Outgoing written = writer.write(message);
    var _ = written.headers().put(STREAM, stream.name()).put(BEHIND, Long.toString(next));
    written.check(connection.getMaxPayload());
    return written;
  }

  private void publish(Outgoing message) {
    next++;
    try {
      CompletableFuture<PublishAck> answer =
          server.publishAsync(message.subject(), message.headers(), message.body());
      pending.add(new Pending(next, message, answer));
    } catch (IllegalStateException e) {
      throw unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Waits until all are confirmed, or until one proves to have been there before. */
  void await() throws Exception {
    while (!pending.isEmpty()) {
      awaitFirst();
    }
  }

  /** Lets go of those that are not confirmed. */
  void giveUp() {
    pending.forEach(each -> each.answer().cancel(false));
    pending.clear();
  }

  private void awaitFirst() throws Exception {
    Pending first = pending.removeFirst();
    PublishAck answer = answer(first);
    done++;
    confirmed.upTo(done);
    if (answer.getSeqno() == first.sequence()) {
      confirmedSequence = first.sequence();
    } else {
      moved = true;
      giveUp();
    }
  }

  private PublishAck answer(Pending sent) throws Exception {
    try {
      return sent.answer().get(answerTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(sent, e);
    } catch (CancellationException e) {
      throw unavailable("the connection was lost", e);
    } catch (TimeoutException e) {
      throw unavailable("no confirmation came within " + answerTimeout(), e);
    }
  }

  private Duration answerTimeout() {
    return writer.options().answerTimeout();
  }

  /** The client wraps what it knows in several layers. */
  private Exception failure(Pending sent, ExecutionException e) {
    Throwable cause = e;
    while (cause.getCause() != null
        && !(cause instanceof IOException)
        && !(cause instanceof JetStreamApiException)) {
      cause = cause.getCause();
    }
    if (!(cause instanceof JetStreamApiException refused)) {
      return unavailable(String.valueOf(cause.getMessage()), e);
    }
    return switch (refused.getApiErrorCode()) {
      case MESSAGE_TOO_LARGE, HEADERS_TOO_LARGE ->
          new UndeliverableException(
              "%s takes no message of this size, %d bytes of headers and %d of body: %s"
                  .formatted(
                      stream.description(),
                      sent.message().headers().serializedLength(),
                      sent.message().body().length,
                      refused.getErrorDescription()),
              refused);
      case WRONG_SEQUENCE ->
          unavailable("it lost messages or others write to it, " + refused.getMessage(), refused);
      default -> unavailable(String.valueOf(refused.getMessage()), refused);
    };
  }

  private NatsUnavailableException unavailable(String reason, Throwable cause) {
    return new NatsUnavailableException(
        ("%s did not confirm: %s; it has %d of these messages, what it has of the others is read"
                + " back before they are sent again%s")
            .formatted(stream.description(), reason, done, complaints.text()),
        cause);
  }
}
