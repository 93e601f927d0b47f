package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into messages and read from them, without a server. */
final class NatsCloudEventsTest {

  private static final Lane LANE = new Lane(3, 8);

  private static CloudEvent strange(Payload data) {
    return new CloudEvent(
        "id 1",
        URI.create("cairn://store/konto-%C3%A9"),
        "Euro € 😀 \"100%\"",
        "konto-é 1",
        Instant.parse("2025-01-02T03:04:05.678Z"),
        data,
        Map.of("correlationid", "ä\u0001~", "position", "7"));
  }

  private static Outgoing written(CloudEvent event, NatsContent content) throws Exception {
    NatsOptions options = NatsOptions.of("nats://127.0.0.1:1").withContent(content);
    return new MessageWriter(options, LANE)
        .write(new BusMessage(event, "id ü", Position.of(7), Position.of(9), true));
  }

  private static Message received(Headers headers, byte[] body) {
    return NatsMessage.builder().subject("s").headers(headers).data(body).build();
  }

  @ParameterizedTest
  @EnumSource
  void bothFormsGiveBackWhatWasWritten(NatsContent content) throws Exception {
    for (Payload data :
        List.of(
            Payload.json("{\"n\":1.00}"),
            Payload.of("image/png", new byte[] {0, -1}),
            Payload.none())) {
      Outgoing sent = written(strange(data), content);
      assertEquals(
          strange(data),
          NatsCloudEvents.read(received(sent.headers(), sent.body())),
          data::toString);
    }
  }

  @Test
  void theBinaryFormHasTheDataAsTheyAreAndEachAttributeInAHeader() throws Exception {
    Outgoing sent = written(strange(Payload.json("{\"n\":1.00}")), NatsContent.BINARY);
    assertEquals("{\"n\":1.00}", new String(sent.body(), StandardCharsets.UTF_8));
    assertEquals(
        "Euro%20%E2%82%AC%20%F0%9F%98%80%20%22100%25%22", sent.headers().getFirst("ce-type"));
    assertEquals("1.0", sent.headers().getFirst("ce-specversion"));
    assertEquals("application/json", sent.headers().getFirst("ce-datacontenttype"));
    assertEquals("%C3%A4%01~", sent.headers().getFirst("ce-correlationid"));
    assertEquals("cairn.3.konto.Euro%20%E2%82%AC%20%F0%9F%98%80%20%22100%25%22", sent.subject());
  }

  @ParameterizedTest
  @EnumSource
  void theBusFindsItsOwnHeadersInBothForms(NatsContent content) throws Exception {
    Headers headers = written(strange(Payload.none()), content).headers();
    assertEquals("id%20%C3%BC", headers.getFirst("Nats-Msg-Id"));
    assertEquals("9", headers.getFirst("Cairn-Reached"));
    assertEquals("3/8", headers.getFirst("Cairn-Lane"));
    assertEquals("store", headers.getFirst("Cairn-Store"));
  }

  @Test
  void whatIsNoUnicodeCannotBeDelivered() {
    CloudEvent event =
        new CloudEvent(
            "e", URI.create("s"), "T", null, null, Payload.none(), Map.of("x", "a\ud800"));
    UndeliverableException error =
        assertThrows(UndeliverableException.class, () -> written(event, NatsContent.BINARY));
    Messages.assertSays("event e of s", error);
    Messages.assertSays("no valid Unicode", error);
  }

  @Test
  void aSubjectThatIsTooLongCannotBeDelivered() throws Exception {
    CloudEvent event =
        new CloudEvent(
            "e", URI.create("s"), "T".repeat(3_000), null, null, Payload.none(), Map.of());
    Outgoing sent = written(event, NatsContent.BINARY);
    UndeliverableException error =
        assertThrows(UndeliverableException.class, () -> sent.check(Long.MAX_VALUE));
    Messages.assertSays("3010 bytes and may have 2048", error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json",
        "APPLICATION/CloudEvents+JSON; charset=utf-8",
        "application/cloudevents"
      })
  void theContentTypeTellsTheStructuredForm(String type) {
    byte[] json = CloudEvents.toJson(strange(Payload.none()));
    Headers headers = new Headers().put("content-TYPE", type).put("ce-id", "another");
    assertEquals(strange(Payload.none()), NatsCloudEvents.read(received(headers, json)));
  }

  @Test
  void aMessageWithoutHeadersIsStructured() {
    byte[] json = CloudEvents.toJson(strange(Payload.none()));
    Message bare = NatsMessage.builder().subject("s").data(json).build();
    assertEquals(strange(Payload.none()), NatsCloudEvents.read(bare));
  }

  @Test
  void namesOfHeadersMayHaveCapitals() {
    Headers headers =
        new Headers()
            .put("CE-SpecVersion", "1.0")
            .put("Ce-Id", "1")
            .put("ce-source", "s")
            .put("ce-type", "T")
            .put("Content-Type", "text/plain");
    assertEquals("1", NatsCloudEvents.read(received(headers, new byte[0])).id());
  }

  @Test
  void whatIsNoCloudEventIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            NatsCloudEvents.read(
                received(new Headers(), "hello".getBytes(StandardCharsets.UTF_8))));
    assertThrows(
        IllegalArgumentException.class,
        () -> NatsCloudEvents.read(received(new Headers().put("ce-id", "1"), new byte[0])));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "plain,plain",
        "Euro%20%e2%82%AC,Euro €",
        "%41%7A,Az",
        "'\"a \\\"b\\\" \\\\ c\"','a \"b\" \\ c'",
        "'\"',\"'",
        "ü,ü"
      })
  void headersAreReadAsOthersMayHaveWrittenThem(String header, String text) {
    assertEquals(text.replace("'", ""), HeaderText.decode(header.replace("'", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%C0%A0", "%", "%4", "%4g", "a%zz", "%FF"})
  void headersThatAreNotEscapedRightAreRefused(String header) {
    assertThrows(IllegalArgumentException.class, () -> HeaderText.decode(header));
  }
}
