package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventReader;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.testkit.InMemoryEventStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a line of an export is. */
final class LogExportTest {

  private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final Instant TIME = Instant.parse("2025-12-28T10:00:00.000001Z");

  @TempDir Path folder;

  private static List<String> lines(EventReader reader) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (RecordedEvent event : Stores.all(reader)) {
      LogExport.write(event, out);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aLineHoldsAllThatWasRecordedInOrder() throws IOException {
    RequestKey request = RequestKey.of("r-1", new byte[] {1});
    NewEvent first =
        NewEvent.of("Deposited", "{\"commit\": 1, \"crc\":\"\\\"}\"}")
            .withId(ID)
            .withSchema(2)
            .withTags(Tag.of("customer:7"))
            .withMetadata(Payload.json("[\"why\"]"));
    NewEvent second =
        NewEvent.of(EventType.of("Seen"), Payload.of("image/png", new byte[] {1, 2, (byte) 0xff}))
            .withId(ID);
    try (LogStore store =
        LogStore.open(folder, LogOptions.standard().withTime(InstantSource.fixed(TIME)))) {
      store.append(
          Append.to(StreamId.of("a-1"), ExpectedVersion.noStream(), first)
              .and(StreamId.of("b-1"), ExpectedVersion.noStream(), second)
              .forRequest(request));
      assertEquals(
          List.of(
              "{\"position\":1,\"of\":[1,2],\"id\":\"%s\",\"type\":\"Deposited\",".formatted(ID)
                  + "\"aggregate_id\":\"a-1\",\"version\":1,"
                  + "\"timestamp\":\"2025-12-28T10:00:00.000001Z\",\"schema\":2,"
                  + "\"tags\":[\"customer:7\"],\"request\":{\"id\":\"r-1\",\"digest\":\"%s\"},"
                      .formatted(request.digest())
                  + "\"data\":{\"commit\": 1, \"crc\":\"\\\"}\"},\"metadata\":[\"why\"]}",
              "{\"position\":2,\"of\":[2,2],\"id\":\"%s\",\"type\":\"Seen\",".formatted(ID)
                  + "\"aggregate_id\":\"b-1\",\"version\":1,"
                  + "\"timestamp\":\"2025-12-28T10:00:00.000001Z\",\"schema\":1,"
                  + "\"content_type\":\"image/png\",\"data_base64\":\"AQL/\"}"),
          lines(store));
    }
  }

  @Test
  void theSameEventsGiveTheSameLinesHoweverTheyWereGrouped() throws IOException {
    List<String> before;
    try (LogStore store = LogStore.open(folder.resolve("store"))) {
      for (int i = 0; i < 20; i++) {
        var _ =
            store.appendAsync(Append.to(Stores.STREAM, ExpectedVersion.any(), Stores.events(1)));
      }
      Stores.append(store, 3);
      before = lines(store);
    }
    try (LogReader reader = LogReader.open(folder.resolve("store"))) {
      assertEquals(before, lines(reader));
    }
    assertEquals(23, before.size());
    assertTrue(before.stream().noneMatch(line -> line.contains("\"commit\"")), before::toString);
  }

  @Test
  void eventsOfAnotherKindOfStoreAreRefused() {
    try (InMemoryEventStore store = new InMemoryEventStore()) {
      store.append(Append.to(Stores.STREAM, ExpectedVersion.any(), Stores.events(1)));
      RecordedEvent event = Stores.all(store).getFirst();
      assertThrows(
          IllegalArgumentException.class,
          () -> LogExport.write(event, new ByteArrayOutputStream()));
    }
  }
}
