package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.testkit.RandomEvents;
import dev.cairn.testkit.RandomJson;
import dev.cairn.testkit.SeededRandom;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineFieldsTest {

  private static final int SEEDS = 3_000;
  private static final String USUAL =
      "{\"position\":7,\"commit\":6,\"of\":[2,2],\"id\":\"a\",\"type\":\"T\",\"aggregate_id\":\"s\",\"version\":3,"
          + "\"timestamp\":\"t\",\"schema\":1,\"data\":{\"a\":[1,\"}\"]},\"metadata\":{\"b\":\"\\\\\"}";

  private static byte[] line(SeededRandom random) {
    RandomEvents events = new RandomEvents(random);
    List<NewEvent> append = new ArrayList<>(events.events(3));
    if (random.percent(50)) {
      Payload spaced = Payload.json(RandomJson.spaced(random).value(3));
      append.add(append.removeLast().withMetadata(spaced));
    }
    long position = random.nextLong(4, 1L << random.nextInt(3, 62));
    return Lines.of(events.stream(), append, position, 1 + random.nextLong(1_000), 0);
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.UTF_8);
  }

  private static List<Object> values(LineFields fields) throws IllegalAccessException {
    List<Object> values = new ArrayList<>();
    for (Field field : LineFields.class.getDeclaredFields()) {
      values.add(field.getName() + "=" + field.get(fields));
    }
    return values;
  }

  @Test
  void theUsualReaderReadsEveryLineOfJsonAndReadsItLikeTheTolerantOne() {
    SeededRandom.forEachSeed(
        SEEDS,
        random -> {
          byte[] line = line(random);
          LineFields usual = new LineFields();
          boolean read = UsualLine.read(line, usual);

          LineFields tolerant = AnyLine.read(line);
          assertEquals(!tolerant.dataBase64 && !tolerant.metadataBase64, read);
          if (read) {
            assertEquals(values(tolerant), values(usual));
          }
          assertEquals(values(tolerant), values(LineFields.of(line)));
        });
  }

  @Test
  void aKeyOfALaterReleaseIsSkippedWhereverOneMayStand() {
    SeededRandom.forEachSeed(
        SEEDS,
        random -> {
          String later = ",\"later\":" + RandomJson.compact(random).value(3);
          String key =
              random.oneOf(
                  List.of(",\"commit\"", ",\"type\"", ",\"version\"", ",\"schema\"", ",\"data\""));
          String body = random.percent(20) ? USUAL + later : USUAL.replace(key, later + key);

          byte[] line = Lines.withBody(body);
          LineFields fields = LineFields.of(line);
          assertEquals(
              List.of(7L, 6L, 3L), List.of(fields.position, fields.commit, fields.version));
          assertEquals("{\"a\":[1,\"}\"]}", text(line, fields.data, fields.dataEnd));
          assertEquals("{\"b\":\"\\\\\"}", text(line, fields.metadata, fields.metadataEnd));
        });
  }

  @Test
  void keysInAnotherOrderAreRead() {
    String data = ",\"data\":{\"a\":[1,\"}\"]}";
    LineFields fields =
        LineFields.of(Lines.withBody(USUAL.replace(data, "").replace(",\"id\"", data + ",\"id\"")));

    assertEquals(List.of(7L, 3L), List.of(fields.position, fields.version));
    assertTrue(fields.data < fields.id && fields.id < fields.metadata);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"id\":\"a\"",
        ",\"type\":\"T\"",
        ",\"aggregate_id\":\"s\"",
        ",\"version\":3",
        ",\"timestamp\":\"t\"",
        ",\"commit\":6",
        ",\"data\":{\"a\":[1,\"}\"]}",
        "{\"a\":[1,\"}\"]}",
      })
  void aLineThatLacksAFieldIsRefused(String field) {
    assertTrue(USUAL.contains(field));
    byte[] line = Lines.withBody(USUAL.replace(field, ""));
    assertThrows(IllegalArgumentException.class, () -> LineFields.of(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"position\":0", "\"position\":5", "\"position\":\"7\"", "\"position\":x"})
  void aPositionOutOfRangeIsRefused(String position) {
    byte[] line = Lines.withBody(USUAL.replace("\"position\":7", position));
    assertThrows(IllegalArgumentException.class, () -> LineFields.of(line));
  }

  @Test
  void aNumberTooLargeIsRefused() {
    byte[] line = Lines.withBody(USUAL.replace("7", "9223372036854775808"));
    assertThrows(ArithmeticException.class, () -> LineFields.of(line));
  }
}
