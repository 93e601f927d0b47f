package dev.cairn.relay.nats;

import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.Lane;

/**
 * A bus of JetStream streams, one for each lane, which hold each message once and in order.
 *
 * <p>A message is confirmed when the server says that it is stored; how durable that is decides the
 * server: by default it syncs its files every two minutes only ({@code sync_interval: always} has
 * it sync before it confirms), and with several replicas a majority has it.
 *
 * <p>Each message says behind which one it belongs, and the stream refuses it anywhere else. So
 * what was confirmed has no gap whatever was lost on the way, a second relay that believes to be
 * the one cannot write between, and what is sent again is refused for as long as the stream exists,
 * not for the duplicate window alone. What the stream has is read back after every failure: a
 * server that lost its end gets that end again, one that lost all gets all again from the start.
 *
 * <p>A message that an operator ordered to send once more is new to the stream, as it has another
 * id. If the relay ends between its confirmation and its own note of it, it is sent a second time;
 * the stream refuses that within the duplicate window, or while it is the last message.
 *
 * <p>Streams are of one store, one relay and one number of lanes. Those of another store or number
 * are refused with an error that says so; two relays of one store that share streams by mistake
 * would take each other's messages for their own. Another number of lanes needs another name of the
 * streams, and everything is sent anew. Thread-safe.
 */
public final class NatsJetStream implements Bus {

  private final NatsOptions options;
  private final NatsStreams streams;
  private final Link link;

  /** A bus on those servers; it connects when a lane is first used. */
  public NatsJetStream(NatsOptions options, NatsStreams streams) {
    this.options = options;
    this.streams = streams;
    this.link = new Link(options);
  }

  @Override
  public String description() {
    return "JetStream streams %s-* at %s".formatted(streams.name(), link.place());
  }

  @Override
  public BusLane open(Lane lane) {
    LaneStream stream = new LaneStream(link, options, streams, lane);
    return new JetStreamLane(link, stream, new MessageWriter(options, lane));
  }

  @Override
  public void close() {
    link.close();
  }
}
