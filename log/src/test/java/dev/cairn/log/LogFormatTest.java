package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFormatTest {

  private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final Instant TIME = Instant.parse("2025-12-28T10:00:00.000001Z");

  @TempDir Path folder;

  private LogStore open() {
    return LogStore.open(folder, LogOptions.standard().withTime(InstantSource.fixed(TIME)));
  }

  @Test
  void anEventIsOneLineOfJsonWithItsKeysInOrder() throws IOException {
    try (LogStore store = open()) {
      store.append(
          Append.to(
              StreamId.of("account-123"),
              ExpectedVersion.noStream(),
              NewEvent.of("FundsDeposited", "{\"amount\": 10000}")
                  .withId(ID)
                  .withTags(Tag.of("customer:7"), Tag.of("a\"b"))
                  .withMetadata(Payload.json("{\"actor\":\"ann\"}"))));
    }
    String body =
        "{\"position\":1,\"commit\":1,\"id\":\"%s\",\"type\":\"FundsDeposited\",".formatted(ID)
            + "\"aggregate_id\":\"account-123\",\"version\":1,"
            + "\"timestamp\":\"2025-12-28T10:00:00.000001Z\",\"schema\":1,"
            + "\"tags\":[\"a\\\"b\",\"customer:7\"],\"data\":{\"amount\": 10000},"
            + "\"metadata\":{\"actor\":\"ann\"}";
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        body + ",\"crc\":\"%08x\"}".formatted(crc.getValue()), Stores.lines(folder).getFirst());
  }

  @Test
  void anAppendOfSeveralMarksEachWithItsPlaceAndTheFirstWithTheRequest() throws IOException {
    RequestKey request = RequestKey.of("r-1", new byte[] {1});
    try (LogStore store = open()) {
      store.append(
          Append.to(Stores.STREAM, ExpectedVersion.any(), Stores.events(2)).forRequest(request));
    }
    assertTrue(
        Stores.lines(folder).get(0).startsWith("{\"position\":1,\"commit\":1,\"of\":[1,2],"));
    assertTrue(
        Stores.lines(folder)
            .get(0)
            .contains(
                "\"request\":{\"id\":\"r-1\",\"digest\":\"%s\"}".formatted(request.digest())));
    assertTrue(
        Stores.lines(folder).get(1).startsWith("{\"position\":2,\"commit\":1,\"of\":[2,2],"));
  }

  @Test
  void bytesThatAreNotJsonAreKeptAsBase64() throws IOException {
    Payload data = Payload.of("image/png", new byte[] {1, 2, (byte) 0xff});
    Payload metadata = Payload.of("text/plain", "why".getBytes(StandardCharsets.UTF_8));
    try (LogStore store = open()) {
      store.append(
          Append.to(
              Stores.STREAM,
              ExpectedVersion.any(),
              NewEvent.of(dev.cairn.EventType.of("Seen"), data).withMetadata(metadata)));
      assertEquals(data, Stores.all(store).getFirst().data());
      assertEquals(metadata, Stores.all(store).getFirst().metadata());
    }
    assertTrue(
        Stores.lines(folder)
            .getFirst()
            .contains(
                "\"content_type\":\"image/png\",\"data_base64\":\"AQL/\","
                    + "\"metadata_content_type\":\"text/plain\",\"metadata_base64\":\"d2h5\""));
  }

  @Test
  void dataOfManyLinesBecomesOneLine() throws IOException {
    try (LogStore store = open()) {
      store.append(
          Append.to(
              Stores.STREAM,
              ExpectedVersion.any(),
              NewEvent.of("Noted", "{\n  \"a\":\t1,\r\n  \"b\": 2 }\n")));
      assertEquals("{ \"a\": 1, \"b\": 2 }", Stores.all(store).getFirst().data().text());
    }
    assertEquals(1, Stores.lines(folder).size());
  }
}
