package dev.cairn.bench;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Single durable appends under an expected version, each writer on streams of its own. */
final class LogAppends {

  /** Streams in all, shared out among the writers. */
  static final int STREAMS = 10_000;

  private static final String DATA = "{\"text\":\"" + "x".repeat(245) + "\"}";
  private static final Payload METADATA =
      Payload.json("{\"correlation_id\":\"0199b7a0-0000-7000-8000-000000000000\"}");

  private LogAppends() {}

  static NewEvent event() {
    return NewEvent.of("Measured", DATA).withMetadata(METADATA);
  }

  /** The bytes on disk of one such event. */
  static int lineBytes(Path folder) throws IOException {
    try (LogStore store = LogStore.open(folder)) {
      store.append(Append.to(StreamId.of("account-1"), ExpectedVersion.noStream(), event()));
    }
    return (int) Files.size(folder.resolve("events.log"));
  }

  static double rate(Path folder, int writers, Duration time) throws InterruptedException {
    int each = STREAMS / writers;
    long[][] versions = new long[writers][each];
    try (LogStore store = LogStore.open(folder)) {
      return Writers.rate(
          writers,
          time,
          (writer, turn) -> {
            int stream = (int) (turn % each);
            store.append(
                Append.to(
                    StreamId.of("account-" + (writer * each + stream)),
                    ExpectedVersion.exactly(Version.of(versions[writer][stream])),
                    event()));
            versions[writer][stream]++;
          });
    }
  }
}
