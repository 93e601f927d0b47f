package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code that the README shows. */
final class ReadmeExampleTest {

  @TempDir Path folder;

  @Test
  void itRuns() {
    List<String> lines = new ArrayList<>();
    try (LogStore store = LogStore.open(folder.resolve("accounts"))) {
      StreamId account = StreamId.of("account-123");
      NewEvent opened = NewEvent.of("AccountOpened", "{\"owner\": \"Ann\"}");
      store.append(Append.to(account, ExpectedVersion.noStream(), opened));
      try (Cursor<RecordedEvent> events = store.read(ReadRequest.stream(account))) {
        events.forEachRemaining(event -> lines.add(event.type() + " " + event.data()));
      }
    }
    assertEquals(List.of("AccountOpened {\"owner\": \"Ann\"}"), lines);
  }
}
