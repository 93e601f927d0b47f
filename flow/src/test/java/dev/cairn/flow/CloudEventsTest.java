package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.testkit.InMemoryEventStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the world is told of an event, in both forms. */
final class CloudEventsTest {

  private static final UUID ID = UUID.fromString("0199b7a0-1234-7abc-8def-0123456789ab");

  private static CloudEvent recorded(String stream, Payload data, Payload metadata) {
    try (InMemoryEventStore store = new InMemoryEventStore()) {
      NewEvent event =
          NewEvent.of("FundsDeposited", "{}").withId(ID).withSchema(2).withMetadata(metadata);
      NewEvent whole = new NewEvent(ID, event.type(), event.schema(), event.tags(), data, metadata);
      var _ = store.append(Append.to(StreamId.of(stream), ExpectedVersion.any(), whole));
      RecordedEvent stored = store.event(store.head()).orElseThrow();
      CloudEvent told = CloudEvent.of(stored, store.id());
      assertEquals(stored.timestamp(), told.time());
      assertEquals(
          URI.create("cairn://" + store.id() + "/").getAuthority(), told.source().getAuthority());
      return told;
    }
  }

  @Test
  void aStoredEventIsToldWithItsPlaceAndItsCauses() {
    CloudEvent event =
        recorded(
            "account-é 1",
            Payload.json("{\"amount\":5.0}"),
            Payload.json("{\"correlation_id\":\"c1\",\"causation_id\":\"c2\",\"actor\":\"ann\"}"));
    assertEquals(ID.toString(), event.id());
    assertEquals("FundsDeposited", event.type());
    assertEquals("account-é 1", event.subject());
    assertEquals("/account-%C3%A9%201", event.source().getRawPath());
    assertEquals(
        Map.of(
            "position", "1",
            "streamversion", "1",
            "schemaversion", "2",
            "partitionkey", "account-é 1",
            "correlationid", "c1",
            "causationid", "c2"),
        event.extensions());
    assertEquals(1, CloudEvents.position(event).orElseThrow().sequence());
  }

  @Test
  void bothFormsGiveBackWhatWasWritten() {
    for (Payload data :
        new Payload[] {
          Payload.json("{\"text\":\"\\\"é\\n\",\"n\":[1,2.50]}"),
          Payload.of("image/png", new byte[] {0, -1, 7}),
        }) {
      CloudEvent event = recorded("order-1", data, Payload.none());
      assertEquals(event, CloudEvents.parse(CloudEvents.toJson(event)));
      assertEquals(event, CloudEvents.of(CloudEvents.attributes(event), data.bytes()));
    }
  }

  @Test
  void anEventOfOthersMayHaveNoData() {
    CloudEvent event =
        new CloudEvent("1", URI.create("other"), "Ping", null, null, Payload.none(), Map.of());
    assertEquals(event, CloudEvents.parse(CloudEvents.toJson(event)));
    assertEquals(event, CloudEvents.of(CloudEvents.attributes(event), event.data().bytes()));
  }

  @Test
  void dataOfJsonStandInTheTextAsTheyWereStored() {
    CloudEvent event = recorded("order-1", Payload.json("{\"n\":1.00}"), Payload.none());
    String text = new String(CloudEvents.toJson(event), StandardCharsets.UTF_8);
    assertEquals("\"data\":{\"n\":1.00}}", text.substring(text.indexOf("\"data\":")));
    assertEquals(
        "{\"specversion\":\"1.0\",\"id\":\"" + ID,
        text.substring(0, text.indexOf(ID.toString()) + 36));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}{}",
        "{\"specversion\":\"1.0\",\"id\":[1],\"source\":\"s\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\"",
        "{\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}",
        "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"source\":\"s\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\":\",\"type\":\"t\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"now\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"Bad\":\"x\"}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"*\"}"
      })
  void whatIsNoCloudEventIsRefused(String json) {
    assertThrows(
        IllegalArgumentException.class,
        () -> CloudEvents.parse(json.getBytes(StandardCharsets.UTF_8)));
  }
}
