package dev.cairn.bench;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The time from typing {@code ./ledger get ID} to its end, beside that of a JVM that does nothing.
 */
final class StartUp {

  private static final int EVENTS = 100_000;
  private static final int BATCH = 1_000;
  private static final int RUNS = 9;

  private StartUp() {}

  /** Returns a sentence with the figures, medians of several runs after one that is not counted. */
  static String measure(Path folder) throws IOException, InterruptedException {
    String id = fill(folder);
    String root = System.getProperty("cairn.root", ".");
    double get = median(root + "/ledger", "get", id, "--store", folder.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    double floor = median(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version");
    return "ledger get on %,d events: %.0f ms (java -version: %.0f ms, ratio %.2f)"
        .formatted(EVENTS, get, floor, get / floor);
  }

  private static String fill(Path folder) {
    String id = "";
    try (LogStore store = LogStore.open(folder)) {
      for (int i = 0; i < EVENTS / BATCH; i++) {
        List<NewEvent> batch = new ArrayList<>();
        for (int n = 0; n < BATCH; n++) {
          batch.add(LogAppends.event());
        }
        store.append(Append.to(StreamId.of("account-" + i), ExpectedVersion.noStream(), batch));
        id = i == EVENTS / BATCH / 2 ? batch.getFirst().id().toString() : id;
      }
    }
    return id;
  }

  private static double median(String... command) throws IOException, InterruptedException {
    double[] millis = new double[RUNS];
    for (int run = -1; run < RUNS; run++) {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(
            "'%s' ended with exit code %d"
                .formatted(String.join(" ", command), process.exitValue()));
      }
      if (run >= 0) {
        millis[run] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[RUNS / 2];
  }
}
