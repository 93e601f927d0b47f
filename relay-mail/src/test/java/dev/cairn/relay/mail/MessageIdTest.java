package dev.cairn.relay.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventRecord;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import dev.cairn.flow.Delivery;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One id for one mail, whatever becomes of the tries to send it. */
final class MessageIdTest {

  private static final StoreId STORE = StoreId.parse("01234567-89ab-7cde-8f01-23456789abcd");
  private static final UUID ID = UUID.fromString("0199b7a0-1234-7abc-8def-0123456789ab");

  private static RecordedEvent event(String stream) {
    try (InMemoryEventStore store = new InMemoryEventStore()) {
      return Recorded.event(store, stream, NewEvent.of("CustomerRegistered", "{}").withId(ID));
    }
  }

  private static String id(Delivery delivery) {
    return MessageId.of("welcome", STORE, delivery, "bank.example");
  }

  @Test
  void itIsTheSameInEachTry() {
    assertEquals(
        "<0199b7a0-1234-7abc-8def-0123456789ab.2d4d5cb704794e415a451f28a0006323@bank.example>",
        id(Recorded.first(event("customer-1"))));
    assertEquals(
        id(Recorded.first(event("customer-1"))), id(Recorded.again(event("customer-1"), 7)));
  }

  @Test
  void anOrderToSendItOnceMoreGivesAFreshOneThatIsTheSameInEachTry() {
    Delivery delivery = Recorded.first(event("customer-1"));
    UUID order = UUID.randomUUID();
    Delivery ordered = Recorded.ordered(event("customer-1"), order);

    assertNotEquals(id(delivery), id(ordered));
    assertEquals(id(ordered), id(new Delivery(event("customer-1"), 2, order, 3)));
    assertNotEquals(id(ordered), id(Recorded.ordered(event("customer-1"), UUID.randomUUID())));
    assertTrue(id(ordered).startsWith("<" + ID + "."), id(ordered));
  }

  /** An event's id is unique within its stream; two relays may send mails for one event. */
  @Test
  void noOtherMailHasIt() {
    Delivery delivery = Recorded.first(event("customer-1"));
    String own = id(delivery);

    assertNotEquals(own, id(Recorded.first(event("customer-2"))));
    assertNotEquals(own, MessageId.of("other", STORE, delivery, "bank.example"));
    assertNotEquals(
        own, MessageId.of("welcome", new StoreId(UUID.randomUUID()), delivery, "bank.example"));
    assertNotEquals(own, id(Recorded.first(child(delivery.event()))));
  }

  private static RecordedEvent child(RecordedEvent of) {
    return new EventRecord(
        new Position(0, of.position().sequence(), 1),
        of.stream(),
        of.version(),
        of.id(),
        of.type(),
        of.schema(),
        of.timestamp(),
        of.tags(),
        of.data(),
        of.metadata());
  }
}
