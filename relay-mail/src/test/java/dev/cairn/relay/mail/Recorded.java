package dev.cairn.relay.mail;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.flow.Delivery;
import java.util.Optional;
import java.util.UUID;

/** Events that were recorded, and templates of the tests. */
final class Recorded {

  static final MailAddress BANK = MailAddress.of("bank@bank.example", "Bank");
  static final MailAddress ANN = MailAddress.of("ann@home.example", "Ann");

  private Recorded() {}

  static RecordedEvent event(EventStore store, String stream, String type) {
    return event(store, stream, NewEvent.of(type, "{}"));
  }

  static RecordedEvent event(EventStore store, String stream, NewEvent event) {
    var appended = store.append(Append.to(StreamId.of(stream), ExpectedVersion.any(), event));
    return store.event(appended.last()).orElseThrow();
  }

  static NewEvent correlated(String correlation) {
    return NewEvent.of("CustomerRegistered", "{}")
        .withMetadata(Payload.json("{\"correlation_id\":\"" + correlation + "\"}"));
  }

  static Delivery first(RecordedEvent event) {
    return new Delivery(event, 1, null, 0);
  }

  static Delivery again(RecordedEvent event, int attempt) {
    return new Delivery(event, attempt, null, 0);
  }

  static Delivery ordered(RecordedEvent event, UUID order) {
    return new Delivery(event, 1, order, 0);
  }

  /** A template that has the same mail for every event. */
  static MailTemplate always(Mail mail) {
    return _ -> Optional.of(mail);
  }

  static Mail welcome() {
    return Mail.of(BANK, ANN, "Welcome", "Hello Ann.\n");
  }
}
