package dev.cairn.relay.nats;

import dev.cairn.testkit.Eventually;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a server has stored, over a connection of its own. */
final class StoredMessages implements AutoCloseable {

  private static final ErrorListener QUIET = new ErrorListener() {};

  private final Connection connection;

  private StoredMessages(Connection connection) {
    this.connection = connection;
  }

  static StoredMessages at(NatsServer server) throws Exception {
    Options options =
        new Options.Builder().server(server.url()).maxReconnects(0).errorListener(QUIET).build();
    return new StoredMessages(Nats.connect(options));
  }

  Connection connection() {
    return connection;
  }

  /** Returns when the server has done what it was told before. */
  void flush() throws Exception {
    connection.flush(Eventually.WAIT_MAX);
  }

  JetStreamManagement management() throws Exception {
    return connection.jetStreamManagement();
  }

  /** All messages of a stream in its order. */
  List<Message> of(String stream) throws Exception {
    StreamState state = management().getStreamInfo(stream).getStreamState();
    List<Message> messages = new ArrayList<>();
    if (state.getMsgCount() == 0) {
      return messages;
    }
    PushSubscribeOptions options =
        PushSubscribeOptions.builder().stream(stream).ordered(true).build();
    JetStreamSubscription subscription = connection.jetStream().subscribe(null, options);
    long sequence = 0;
    while (sequence < state.getLastSequence()) {
      @Nullable Message message = subscription.nextMessage(Eventually.WAIT_MAX);
      if (message == null) {
        throw new AssertionError("no message of %s behind %d".formatted(stream, sequence));
      }
      sequence = message.metaData().streamSequence();
      messages.add(message);
    }
    subscription.unsubscribe();
    return messages;
  }

  /** The ids of the events in a stream, in its order. */
  List<String> ids(String stream) throws Exception {
    return of(stream).stream().map(message -> NatsCloudEvents.read(message).id()).toList();
  }

  /** Returns when the duplicate window of a subject's stream, counted from now, has passed. */
  void awaitWindow(String subject) throws Exception {
    JetStream direct = connection.jetStream();
    PublishOptions id = PublishOptions.builder().messageId(UUID.randomUUID().toString()).build();
    for (String what : List.of("a new id is known", "it is forgotten")) {
      Eventually.holds(what, () -> !direct.publish(subject, new byte[0], id).isDuplicate());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
