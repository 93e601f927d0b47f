package dev.cairn.bench.flow;

import dev.cairn.bench.contest.LocalServer;
import dev.cairn.flow.Bus;
import dev.cairn.relay.nats.NatsJetStream;
import dev.cairn.relay.nats.NatsOptions;
import dev.cairn.relay.nats.NatsStreams;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * JetStream streams in files. What is kept is published with the same headers, but for those that
 * say behind which message it belongs, and with as many in flight.
 */
final class NatsDestination implements Destination {

  private static final List<String> PLACE =
      List.of("Nats-Expected-Stream", "Nats-Expected-Last-Sequence");

  private final NatsOptions options;
  private final Connection client;
  private final JetStream publisher;
  private final JetStreamManagement management;
  private final List<Message> kept = new ArrayList<>();

  /** Talks to a server, which it does not end. */
  NatsDestination(LocalServer server) throws IOException, InterruptedException {
    String url = "nats://127.0.0.1:" + server.port();
    this.options = NatsOptions.of(url);
    this.client = Nats.connect(url);
    this.publisher = client.jetStream();
    this.management = client.jetStreamManagement();
  }

  @Override
  public Bus bus(String name) {
    return new NatsJetStream(
        options.withPrefix(name), NatsStreams.Made.keeping(name, Duration.ZERO));
  }

  /** The name of the stream of the only lane. */
  private static String stream(String name) {
    return name + "-0";
  }

  @Override
  public void keep(String name) throws Exception {
    kept.clear();
    long last = management.getStreamInfo(stream(name)).getStreamState().getLastSequence();
    for (long sequence = 1; sequence <= last; sequence++) {
      MessageInfo message = management.getMessage(stream(name), sequence);
      Headers headers = new Headers(message.getHeaders());
      PLACE.forEach(headers::remove);
      kept.add(
          NatsMessage.builder().subject(name).headers(headers).data(message.getData()).build());
    }
  }

  @Override
  public void sendKept(String name) throws Exception {
    String subject = name + ".0.event";
    var _ =
        management.addStream(
            StreamConfiguration.builder()
                .name(stream(name))
                .subjects(name + ".0.>")
                .storageType(StorageType.File)
                .build());
    Deque<CompletableFuture<PublishAck>> unanswered = new ArrayDeque<>();
    for (Message message : kept) {
      unanswered.add(publisher.publishAsync(subject, message.getHeaders(), message.getData()));
      if (unanswered.size() == options.inFlightMax()) {
        var _ = unanswered.remove().get();
      }
    }
    for (CompletableFuture<PublishAck> answer : unanswered) {
      var _ = answer.get();
    }
  }

  @Override
  public void delete(String name) throws Exception {
    if (management.getStreamNames().contains(stream(name))) {
      boolean _ = management.deleteStream(stream(name));
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
