package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.RandomJson;
import dev.cairn.testkit.SeededRandom;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScanTest {

  private static final int SEEDS = 5_000;

  @Test
  void aValueIsFoundFromItsBeginningAndFromItsEnd() {
    SeededRandom.forEachSeed(
        SEEDS,
        random -> {
          String value =
              random.percent(50)
                  ? RandomJson.compact(random).value(4)
                  : RandomJson.spaced(random).object(4).strip();
          String before = "\"key\":";
          byte[] json = (before + value + ",\"crc\"").getBytes(StandardCharsets.UTF_8);
          int end = json.length - ",\"crc\"".length();

          JsonScan scan = new JsonScan(json, before.length(), json.length);
          scan.skipValue();
          assertEquals(end, scan.at(), value);
          assertEquals(before.length(), JsonScan.startOfValue(json, 0, end), value);
          assertEquals(before.length(), JsonScan.startOfValue(json, before.length(), end), value);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "}", "]]", "{", "\"", "a\""})
  void whatIsNoValueHasNoBeginning(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    assertTrue(JsonScan.startOfValue(json, 0, json.length) <= 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1", "[[]", "\"a", "\"a\\\"", "", ",", "}"})
  void whatDoesNotEndIsRefused(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    assertThrows(
        IllegalArgumentException.class, () -> new JsonScan(json, 0, json.length).skipValue());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 999_999_999_999_999_999L, Long.MAX_VALUE})
  void aNumberIsReadWhateverItsLength(long number) {
    byte[] json = (number + ",").getBytes(StandardCharsets.UTF_8);
    assertEquals(number, new JsonScan(json, 0, json.length).number());
  }
}
