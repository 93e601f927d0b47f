package dev.cairn.relay.nats;

import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;

/** The stream of one lane as the server tells of it. Thread-safe. */
final class LaneStream {

  private static final int STREAM_NOT_FOUND = 10059;
  private static final int NOT_FOUND = 404;

  private final Link link;
  private final NatsOptions options;
  private final NatsStreams streams;
  private final Lane lane;

  LaneStream(Link link, NatsOptions options, NatsStreams streams, Lane lane) {
    this.link = link;
    this.options = options;
    this.streams = streams;
    this.lane = lane;
  }

  String name() {
    return streams.of(lane);
  }

  /** What it is and where, for messages. */
  String description() {
    return "JetStream stream %s at %s".formatted(name(), link.place());
  }

  /** JetStream as the options want it. */
  JetStreamOptions jetStream() {
    return JetStreamOptions.builder().requestTimeout(options.answerTimeout()).build();
  }

  /**
   * Reads back where the stream ends, and makes it before if it is missing and may be made.
   *
   * @throws NatsUnavailableException if the server cannot be asked
   */
  Tail read(Connection connection) {
    try {
      JetStreamManagement server = connection.jetStreamManagement(jetStream());
      StreamInfo info = find(server);
      if (info.getConfiguration().getNoAck()) {
        throw new NatsUnavailableException(
            "%s confirms nothing, as its no_ack is set; a relay needs one that does"
                .formatted(description()),
            null);
      }
      long sequence = info.getStreamState().getLastSequence();
      return sequence == 0 ? new Tail.Unused() : checked(last(server, sequence));
    } catch (IOException | JetStreamApiException | IllegalStateException e) {
      throw new NatsUnavailableException(
          "%s cannot be asked what it has: %s; it is asked again"
              .formatted(description(), e.getMessage()),
          e);
    }
  }

  private Tail last(JetStreamManagement server, long sequence)
      throws IOException, JetStreamApiException {
    try {
      MessageInfo message = server.getMessage(name(), sequence);
      return Tail.of(sequence, message.getHeaders());
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() == NOT_FOUND && e.getApiErrorCode() != STREAM_NOT_FOUND) {
        return new Tail.Unknown(sequence);
      }
      throw e;
    }
  }

  /** With another number of lanes, other events come here, which positions say nothing of. */
  private Tail checked(Tail read) {
    String own = MessageWriter.laneLabel(lane);
    if (read instanceof Tail.Known known && !known.lane().equals(own)) {
      throw new NatsUnavailableException(
          ("%s holds lane %s, counted from 0, and this is lane %s: the number of lanes has changed;"
                  + " change it back, or give the streams another name and prefix, which sends all anew")
              .formatted(description(), known.lane(), own),
          null);
    }
    return read;
  }

  /**
   * Checks that the stream is of the store that a message is from.
   *
   * @throws NatsUnavailableException if it is of another one
   */
  void checkStore(Tail read, BusMessage message) {
    String own = MessageWriter.store(message);
    if (read instanceof Tail.Known known && !known.store().equals(own)) {
      throw new NatsUnavailableException(
          ("%s holds events of store '%s' and this relay sends those of '%s'; stop one of them, or"
                  + " give this one streams of another name and prefix, and its processor a new name")
              .formatted(description(), known.store(), own),
          null);
    }
  }

  private StreamInfo find(JetStreamManagement server) throws IOException, JetStreamApiException {
    try {
      return server.getStreamInfo(name());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      return make(server, e);
    }
  }

  private StreamInfo make(JetStreamManagement server, JetStreamApiException missing)
      throws IOException, JetStreamApiException {
    return switch (streams) {
      case NatsStreams.Made made -> server.addStream(configuration(made));
      case NatsStreams.Existing _ ->
          throw new NatsUnavailableException(
              "%s is missing; make it with the subject %s, or let the relay make it (NatsStreams)"
                  .formatted(description(), subjects()),
              missing);
    };
  }

  private StreamConfiguration configuration(NatsStreams.Made made) {
    return StreamConfiguration.builder()
        .name(name())
        .subjects(subjects())
        .storageType(StorageType.File)
        .retentionPolicy(RetentionPolicy.Limits)
        .discardPolicy(DiscardPolicy.Old)
        .maxAge(made.keep())
        .replicas(made.replicas())
        .duplicateWindow(made.duplicateWindow())
        .build();
  }

  private String subjects() {
    return NatsSubjects.ofLane(options.prefix(), lane);
  }
}
