package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.log.LogStore;
import dev.cairn.model.Aggregates;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.model.SnapshotVerdict;
import dev.cairn.model.SnapshotVerifier;
import dev.cairn.model.Snapshots;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed with -9 while it takes snapshots; {@code -Dcairn.kills=N} for more. */
@Tag("crash")
final class SnapshotKillTest {

  private static final int KILLS = Integer.getInteger("cairn.kills", 10);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  @TempDir Path folder;

  @Test
  void whenAProcessIsKilledWhileItTakesSnapshotsEveryStateIsRight()
      throws IOException, InterruptedException {
    Random random = new Random(SEED);
    long used = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      commandUntilKilled(20 + random.nextInt(60));
      used += compare("kill %d of -Dcairn.seed=%d".formatted(kill + 1, SEED));
    }
    assertTrue(used >= KILLS, "too few loads began with a snapshot: " + used);
  }

  private long compare(String run) throws IOException {
    SnapshotFiles files = SnapshotFiles.in(folder.resolve(SnapshotFiles.FOLDER));
    try (LogStore store = LogStore.open(folder);
        Snapshots snapshots = Snapshots.of(store, files)) {
      Aggregates truth = Aggregates.of(store);
      Aggregates aggregates = truth.withSnapshots(snapshots);
      for (String id : SnappingProcess.IDS) {
        assertEquals(truth.load(ACCOUNT, id), aggregates.load(SnappingProcess.EVERY_TWO, id), run);
      }
      SnapshotVerifier verifier = SnapshotVerifier.of(store, List.of(SnappingProcess.EVERY_TWO));
      files.visit(entry -> {
        Found.Intact found = assertInstanceOf(Found.Intact.class, entry.found(), run);
        assertEquals(new SnapshotVerdict.Sound(), verifier.verify(found.snapshot()), run);
      });
      assertEquals(0, snapshots.stats().ignored(), run);
      return snapshots.stats().used();
    }
  }

  private void commandUntilKilled(int commands) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                SnappingProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < commands; i++) {
        assertTrue(lines.readLine() != null, "the process ended by itself");
      }
      // Through the handle: the process itself would close the pipe that is still read.
      assertTrue(process.toHandle().destroyForcibly());
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }
}
