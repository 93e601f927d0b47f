package dev.cairn.log;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that takes a store, appends a few events, prints the position of each, gives the store
 * up, and begins again, until it is killed. Its events are in a stream of its own name.
 */
final class RacingProcess {

  private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

  private RacingProcess() {}

  public static void main(String[] args) {
    StreamId stream = StreamId.of("racer", args[1]);
    while (true) {
      try (LogStore store =
          LogStore.open(Path.of(args[0]), LogOptions.standard().withLockWait(LOCK_WAIT))) {
        for (int i = 0; i < 3; i++) {
          AppendResult result =
              store.append(
                  Append.to(
                      stream,
                      ExpectedVersion.exactly(store.version(stream)),
                      NewEvent.of("Raced", "{}")));
          System.out.println(result.last() + ".");
        }
      }
    }
  }
}
