package dev.cairn.log;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.nio.file.Path;

/**
 * A program that commands one stream of a shared store again and again: reads its version, appends
 * at it, and prints the position of each append that was taken.
 */
final class SharedProcess {

  private SharedProcess() {}

  /** Arguments: the folder, and how many appends are to be taken. */
  public static void main(String[] args) {
    LogOptions options =
        LogOptions.standard().withLockMode(LockMode.SHARED).withSegmentBytes(16 << 10);
    try (LogStore store = LogStore.open(Path.of(args[0]), options)) {
      for (int taken = 0; taken < Integer.parseInt(args[1]); ) {
        Version version = store.version(Stores.STREAM);
        Append append =
            Append.to(
                Stores.STREAM, ExpectedVersion.exactly(version), NewEvent.of("Happened", "{}"));
        try {
          AppendResult result = store.append(append);
          System.out.println(result.last());
          taken++;
        } catch (WrongVersionException e) {
          // Another process was first: with the version as it is now, then.
        }
      }
    }
  }
}
