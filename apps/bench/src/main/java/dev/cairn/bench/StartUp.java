package dev.cairn.bench;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.contest.Workload;
import dev.cairn.bench.figures.Spread;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time from typing {@code ./ledger get ID} to its end, beside that of a JVM that does nothing.
 */
final class StartUp {

  /** Its row. */
  static final List<String> ROWS = List.of("start-up");

  private static final int EVENTS = 100_000;
  private static final int BATCH = 1_000;
  private static final int SECONDS_MAX = 300;

  private final Run run;

  StartUp(Run run) {
    this.run = run;
  }

  void measure() throws Exception {
    run.step(
        ROWS,
        () -> {
          Path folder = run.work().resolve("start-up");
          try {
            String id = fill(folder);
            String root = System.getProperty("cairn.root", ".");
            Spread get =
                times(
                    run.sizes().starts(),
                    root + "/ledger",
                    "get",
                    id,
                    "--store",
                    folder.toString());
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Spread floor =
                times(
                    run.sizes().starts(),
                    java,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-version");
            run.figures().add("start-up", "ledger-get", "ms", get);
            run.figures().add("start-up", "java-version", "ms", floor);
          } finally {
            Folders.delete(folder);
          }
        });
  }

  private static String fill(Path folder) {
    String id = "";
    try (LogStore store = LogStore.open(folder)) {
      for (int i = 0; i < EVENTS / BATCH; i++) {
        List<NewEvent> batch = new ArrayList<>();
        for (int n = 0; n < BATCH; n++) {
          batch.add(Workload.event());
        }
        var _ = store.append(Append.to(Workload.stream(i), ExpectedVersion.noStream(), batch));
        id = i == EVENTS / BATCH / 2 ? batch.getFirst().id().toString() : id;
      }
    }
    return id;
  }

  /** The first run may build the program and is not counted. */
  private static Spread times(int starts, String... command)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = -1; i < starts; i++) {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      try {
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException("'%s' did not succeed".formatted(String.join(" ", command)));
        }
      } finally {
        process.destroyForcibly();
      }
      if (i >= 0) {
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    return Spread.of(millis);
  }
}
