package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimestampsTest {

  private static final long LAST = Timestamps.micros(Instant.parse("9999-12-31T23:59:59.999999Z"));
  private static final String TIME = "2024-02-29T23:59:58.123456Z";

  @Test
  void aTimeIsReadAsItIsWrittenAndAsTheJdkReadsIt() {
    SeededRandom.forEachSeed(
        2_000,
        random -> {
          long micros = random.nextLong(-LAST / 10, LAST);
          Ascii out = new Ascii(27);
          Timestamps.write(micros, out);
          String text = new String(out.toBytes(), StandardCharsets.US_ASCII);

          assertEquals(micros, Timestamps.parse(text), text);
          assertEquals(Instant.parse(text), Timestamps.instant(micros), text);
        });
  }

  @Test
  void anyOtherCharacterIsRefusedOrAnotherTime() {
    for (int at = 0; at < TIME.length(); at++) {
      for (char c = 0; c < 256; c++) {
        String text = TIME.substring(0, at) + c + TIME.substring(at + 1);
        if (Character.isDigit(TIME.charAt(at)) && c >= '0' && c <= '9' && isTime(text)) {
          assertEquals(Timestamps.micros(Instant.parse(text)), Timestamps.parse(text), text);
        } else if (c != TIME.charAt(at)) {
          assertThrows(DateTimeException.class, () -> Timestamps.parse(text), text);
        }
      }
    }
  }

  private static boolean isTime(String text) {
    try {
      return !Instant.parse(text).equals(Instant.MAX);
    } catch (DateTimeException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-02-29T23:59:58.12345Z",
        "2024-02-29T23:59:58.1234567Z",
        "2023-02-29T23:59:58.123456Z",
        "2024-13-01T23:59:58.123456Z",
        "2024-02-29T24:00:00.000000Z",
        "2024-02-29T23:60:00.000000Z",
        "2024-02-29T23:59:60.000000Z",
        "2024-02-29t23:59:58.123456z"
      })
  void anotherFormIsRefused(String text) {
    assertThrows(DateTimeException.class, () -> Timestamps.parse(text));
  }
}
