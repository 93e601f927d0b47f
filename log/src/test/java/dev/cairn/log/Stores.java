package dev.cairn.log;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What the tests of the log do again and again. */
final class Stores {

  static final StreamId STREAM = StreamId.of("account-1");

  private Stores() {}

  static AppendResult append(LogStore store, int count) {
    return store.append(Append.to(STREAM, ExpectedVersion.any(), events(count)));
  }

  static List<NewEvent> events(int count) {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      events.add(NewEvent.of("Happened", "{\"n\": %d}".formatted(i)));
    }
    return events;
  }

  static List<RecordedEvent> all(EventReader reader) {
    return readAll(reader, ReadRequest.all());
  }

  static List<RecordedEvent> readAll(EventReader reader, ReadRequest request) {
    try (var cursor = reader.read(request)) {
      return cursor.toList();
    }
  }

  static List<Long> positions(EventReader reader) {
    return all(reader).stream().map(event -> event.position().sequence()).toList();
  }

  static Path active(Path folder) {
    return folder.resolve("events.log");
  }

  static List<String> lines(Path folder) throws IOException {
    return Files.readAllLines(active(folder));
  }

  /** Writes behind the end of the active segment, as a torn write would have left it. */
  static void addBytes(Path folder, String bytes) throws IOException {
    Files.writeString(active(folder), bytes, StandardOpenOption.APPEND);
  }

  /** Puts one byte in the place of another. */
  static void damage(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x20;
    Files.write(file, bytes);
  }

  static long offsetOf(Path file, String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
