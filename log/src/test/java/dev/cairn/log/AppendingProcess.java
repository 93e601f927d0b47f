package dev.cairn.log;

import dev.cairn.AppendResult;
import java.nio.file.Path;

/** A program that appends without end and prints the position of each acknowledged append. */
final class AppendingProcess {

  private AppendingProcess() {}

  public static void main(String[] args) {
    try (LogStore store = LogStore.open(Path.of(args[0]))) {
      for (int i = 0; ; i++) {
        AppendResult result = Stores.append(store, 1 + i % 5);
        System.out.println(result.last());
      }
    }
  }
}
