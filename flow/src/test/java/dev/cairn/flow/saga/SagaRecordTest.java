package dev.cairn.flow.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Payload;
import dev.cairn.model.EncodedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The form of the records in the stream of a saga, which stays readable. */
final class SagaRecordTest {

  private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final Instant DUE = Instant.parse("2026-01-02T03:04:05.000006Z");

  private static final Map<SagaRecord, String> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put(
        new SagaRecord.Heard("order-7", ID, 0),
        "$SagaHeard {\"stream\":\"order-7\",\"event\":\"%s\",\"child\":0}".formatted(ID));
    FORMS.put(
        new SagaRecord.Accepted("pay", 3), "$CommandAccepted {\"command\":\"pay\",\"version\":3}");
    FORMS.put(
        new SagaRecord.Refused("pay", 3, "TooMuch", "No."),
        "$CommandRefused {\"command\":\"pay\",\"version\":3,\"rule\":\"TooMuch\",\"message\":\"No.\"}");
    FORMS.put(
        new SagaRecord.Fired("pay", DUE),
        "$DeadlineFired {\"deadline\":\"pay\",\"due\":\"2026-01-02T03:04:05.000006Z\"}");
    FORMS.put(new SagaRecord.Retried(), "$SagaRetried {}");
    FORMS.put(
        new SagaRecord.RetryOrdered("me", "now"),
        "$SagaRetryOrdered {\"by\":\"me\",\"why\":\"now\"}");
    FORMS.put(
        new SagaRecord.Sent(
            "pay", "payment", "7", "Take", 1, TreeJson.tree(Payload.json("{\"cents\":1.50}"))),
        "$CommandSent {\"command\":\"pay\",\"category\":\"payment\",\"id\":\"7\",\"type\":\"Take\",\"schema\":1,\"data\":{\"cents\":1.50}}");
    FORMS.put(
        new SagaRecord.DeadlineSet("pay", DUE),
        "$DeadlineSet {\"deadline\":\"pay\",\"due\":\"2026-01-02T03:04:05.000006Z\"}");
    FORMS.put(new SagaRecord.DeadlineCancelled("pay"), "$DeadlineCancelled {\"deadline\":\"pay\"}");
    FORMS.put(new SagaRecord.Compensating(), "$SagaCompensating {}");
    FORMS.put(new SagaRecord.Stuck("No."), "$SagaStuck {\"reason\":\"No.\"}");
    FORMS.put(new SagaRecord.Completed(), "$SagaCompleted {}");
    FORMS.put(new SagaRecord.Compensated(), "$SagaCompensated {}");
  }

  @Test
  void eachRecordHasTheFormThatIsWrittenDown() {
    FORMS.forEach((record, form) -> {
      EncodedEvent stored = SagaRecord.CODEC.encode(record);
      assertEquals(form, "%s %s".formatted(stored.type(), stored.data()));
      assertEquals(1, stored.schema());
      assertEquals(List.of(record), SagaRecord.CODEC.decode(stored));
    });
    assertEquals(SagaRecord.CODEC.types().size(), FORMS.size());
  }
}
