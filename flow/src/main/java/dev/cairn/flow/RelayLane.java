package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends the events of a lane. After a failure it asks the bus what it has before it sends more:
 * what the bus has is not sent again, and what it lost is.
 */
final class RelayLane implements LaneHandler {

  private final BusLane bus;
  private final StoreId store;

  /** The greatest position that was sent. */
  private Position reached = Position.START;

  /** Whether the bus must be asked first. */
  private boolean mustAsk = true;

  RelayLane(BusLane bus, StoreId store) {
    this.bus = bus;
    this.store = store;
  }

  @Override
  public Optional<Position> handledUpTo() throws Exception {
    Optional<Position> last = bus.last();
    reached = last.orElse(reached);
    mustAsk = false;
    return last;
  }

  @Override
  public void handle(List<Delivery> deliveries, Handled handled) throws Exception {
    int had = mustAsk ? ask(deliveries) : 0;
    handled.upTo(had);
    List<Delivery> rest = deliveries.subList(had, deliveries.size());
    if (!rest.isEmpty()) {
      mustAsk = true;
      List<BusMessage> messages = messages(rest);
      bus.send(
          messages,
          count -> {
            if (count > 0) {
              reached = messages.get(count - 1).reached();
            }
            handled.upTo(had + count);
          });
      reached = messages.getLast().reached();
      mustAsk = false;
    }
  }

  /** How many of the events the bus has already: those whose confirmation was lost. */
  private int ask(List<Delivery> deliveries) throws Exception {
    Optional<Position> last = bus.last();
    if (last.isPresent() && reached.isAfter(last.get())) {
      Position before = reached;
      reached = last.get();
      throw new HandledLostException(
          "the bus has messages up to position %s, it had confirmed them up to %s"
              .formatted(last.get(), before));
    }
    reached = last.orElse(reached);
    int had = 0;
    while (last.isPresent()
        && had < deliveries.size()
        && deliveries.get(had).replay().isEmpty()
        && !deliveries.get(had).event().position().isAfter(last.get())) {
      had++;
    }
    mustAsk = false;
    return had;
  }

  private List<BusMessage> messages(List<Delivery> deliveries) {
    List<BusMessage> messages = new ArrayList<>();
    Position most = reached;
    for (Delivery delivery : deliveries) {
      Position position = delivery.event().position();
      most = position.isAfter(most) ? position : most;
      messages.add(message(delivery, most));
    }
    return messages;
  }

  private BusMessage message(Delivery delivery, Position most) {
    RecordedEvent event = delivery.event();
    String id =
        delivery
            .replay()
            .map(order -> order + "/" + event.position())
            .orElseGet(() -> event.id() + "/" + event.stream());
    return new BusMessage(
        CloudEvent.of(event, store), id, event.position(), most, delivery.replay().isPresent());
  }

  @Override
  public void close() {
    bus.close();
  }
}
