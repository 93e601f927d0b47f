package dev.cairn.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalDataLintTest {

  @ParameterizedTest
  @CsvSource({
    "customer-ann.smith@example.org, a mail address",
    "caller:+49 (30) 1234-5678, a telephone number",
    "+15550100999, a telephone number",
    "account-DE89370400440532013000, an IBAN",
    "GB82 WEST 1234 5698 7654 32, an IBAN",
    "card-4111111111111111, a card number",
    "5500 0055 5555 5559, a card number"
  })
  void whatIsLikelyPersonalIsFound(String text, String what) {
    assertEquals(List.of(what), PersonalDataLint.looksLike(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account-123",
        "a@b",
        "customer-01990000-0000-7000-8000-000000000001",
        "DE89370400440532013001",
        "4111111111111112",
        "order_4111111111111111",
        "41111111111111110000000000",
        "2026-01-02T03:04:05.000006Z",
        "+1 apple"
      })
  void whatIsNotIsPassedOver(String text) {
    assertEquals(List.of(), PersonalDataLint.looksLike(text));
  }

  @Test
  void everyPartThatIsNeverSealedIsLookedAtAndNothingIsRepeated() {
    NewEvent event =
        NewEvent.of("Paid+15550100999", "{\"to\":\"ann@example.org\"}")
            .withTags(Tag.of("4111111111111111"))
            .withMetadata(Payload.json("{\"by\":\"ann@example.org\"}"));
    Append append = Append.to(StreamId.of("mail-bob@example.org"), ExpectedVersion.any(), event);

    String of = " of the event %s: looks like ".formatted(event.id());
    assertEquals(
        List.of(
            "the stream" + of + "a mail address",
            "the type" + of + "a telephone number",
            "a tag" + of + "a card number",
            "the metadata" + of + "a mail address"),
        PersonalDataLint.findings(append).stream().map(Object::toString).toList());
  }
}
