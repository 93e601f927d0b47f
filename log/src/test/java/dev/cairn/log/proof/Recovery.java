package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.MissingStoreException;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.Disk;
import dev.cairn.log.CheckReport;
import dev.cairn.log.LogCheck;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import java.util.List;

/** Opens the store on a disk that a crash left, and checks that it holds what was promised. */
final class Recovery {

  private static final StreamId LATER = StreamId.of("account-later");

  private Recovery() {}

  /** What a reader is shown that opens the store now; nothing where there is no store yet. */
  static int shown(Disk disk, Promise promise) {
    try (LogReader reader = LogReader.open(Program.FOLDER, Program.options(disk))) {
      return promise.prefix(reader);
    } catch (MissingStoreException e) {
      return 0;
    }
  }

  /** Recovers; returns what is served. */
  static int check(Disk left, Promise promise) {
    Promise shown = promise.shown(shown(left, promise));
    try (LogStore store = LogStore.open(Program.FOLDER, Program.options(left))) {
      return shown.check(store);
    }
  }

  /** Recovers, appends, closes, checks every byte, and opens again. */
  static void checkThoroughly(Disk left, Promise promise) {
    Promise shown = promise.shown(shown(left, promise));
    int found;
    try (LogStore store = LogStore.open(Program.FOLDER, Program.options(left))) {
      found = shown.check(store);
      AppendResult result =
          store.append(Append.to(LATER, ExpectedVersion.noStream(), NewEvent.of("Happened", "{}")));
      if (result.last().sequence() != found + 1 || !store.version(LATER).equals(Version.of(1))) {
        throw new AssertionError("the append after the crash came to " + result);
      }
    }
    CheckReport report = LogCheck.run(Program.FOLDER, Program.options(left), _ -> {});
    if (!report.damages().equals(List.of()) || report.events() != found + 1) {
      throw new AssertionError("after recovery and one append the check says " + report);
    }
    try (LogStore store = LogStore.open(Program.FOLDER, Program.options(left))) {
      if (store.head().sequence() != found + 1 || store.recovery().cutBytes() != 0) {
        throw new AssertionError("after a clean close " + store.recovery());
      }
    }
  }
}
