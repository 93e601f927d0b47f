package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed with -9 while it appends; {@code -Dcairn.kills=N} for more. */
@Tag("crash")
final class LogKillTest {

  private static final int KILLS = Integer.getInteger("cairn.kills", 5);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  @TempDir Path folder;

  @Test
  void everyAcknowledgedEventSurvivesAKill() throws IOException, InterruptedException {
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = appendUntilKilled(1 + random.nextInt(400));
      String run = "kill %d of -Dcairn.seed=%d".formatted(kill + 1, SEED);
      try (LogStore store = LogStore.open(folder)) {
        long head = store.head().sequence();
        assertTrue(head >= acknowledged, run + ": acknowledged " + acknowledged + ", head " + head);
        assertEquals(
            LongStream.rangeClosed(1, head).boxed().toList(), Stores.positions(store), run);
      }
      assertEquals(List.of(), LogCheck.run(folder, LogOptions.standard(), _ -> {}).damages(), run);
    }
  }

  /** Returns the last position that the process had printed when it was killed. */
  private long appendUntilKilled(int acknowledgements) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                AppendingProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < acknowledgements; i++) {
        last = Long.parseLong(String.valueOf(lines.readLine()));
      }
      // Through the handle: the process itself would close the pipe that is still read.
      assertTrue(process.toHandle().destroyForcibly());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // A last line that was cut short is a smaller number than the one before.
        last = line.isEmpty() ? last : Math.max(last, Long.parseLong(line));
      }
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }
    return last;
  }

  /** The class path, also where the tests run on a module path. */
  static String classPath() {
    return String.join(
        java.io.File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }
}
