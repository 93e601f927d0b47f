package dev.cairn.proofs;

import dev.cairn.Append;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** What the tests do with logs again and again. */
final class Logs {

  static final StreamId STREAM = StreamId.of("account-1");

  private Logs() {}

  static void append(LogStore store, int count) {
    var _ =
        store.append(
            Append.to(
                STREAM,
                ExpectedVersion.any(),
                Collections.nCopies(count, 0).stream()
                    .map(_ -> NewEvent.of("Happened", "{}"))
                    .toList()));
  }

  static List<RecordedEvent> all(EventReader log) {
    try (var events = log.read(ReadRequest.all())) {
      return events.toList();
    }
  }

  static Path active(Path folder) {
    return folder.resolve("events.log");
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
