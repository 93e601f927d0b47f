package dev.cairn.relay.nats;

import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.Lane;

/**
 * A bus that hands messages to whoever listens, and keeps none.
 *
 * <p>A message is confirmed when the server answered a ping that was sent behind it: it has the
 * message and passes it to the subscribers that are connected then. Whether there are any, and
 * whether they get it, nobody says; a server that ends at that moment takes it along. It cannot
 * tell what it had, so the relay goes on where its checkpoint is, and after a failure or a crash
 * sends again what it has no confirmation of: messages may come twice, in the order of their lane
 * but for the repeats. Thread-safe.
 */
public final class NatsCore implements Bus {

  private final NatsOptions options;
  private final Link link;

  /** A bus on those servers; it connects when a lane first sends. */
  public NatsCore(NatsOptions options) {
    this.options = options;
    this.link = new Link(options);
  }

  @Override
  public String description() {
    return "NATS subjects %s.> at %s".formatted(options.prefix(), link.place());
  }

  @Override
  public BusLane open(Lane lane) {
    return new CoreLane(link, new MessageWriter(options, lane));
  }

  @Override
  public void close() {
    link.close();
  }
}
