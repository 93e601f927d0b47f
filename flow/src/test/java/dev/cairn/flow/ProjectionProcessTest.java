package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Views over the log on a real disk, also from a second process that is killed with -9. */
@Tag("crash")
final class ProjectionProcessTest {

  private static final int KILLS = Integer.getInteger("cairn.kills", 3);

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  @Test
  void aViewKeptByAnotherProcessCountsEachEventOnceHoweverOftenItIsKilled()
      throws IOException, InterruptedException {
    Path file = folder.resolve("view.db");
    try (LogStore store = LogStore.open(folder.resolve("store"))) {
      Events.append(store, 10, 3);
      for (int kill = 0; kill < KILLS; kill++) {
        appendWhileProjected(store, file);
      }
      assertSummary(store, file, "after the kills");
    }
  }

  /** Starts the process, appends while it works, and kills it when it has told of some batches. */
  private void appendWhileProjected(LogStore store, Path file)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                ProjectingProcess.class.getName(),
                folder.resolve("store").toString(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < 5; i++) {
        Events.append(store, 25, 4);
        assertTrue(lines.readLine() != null, "the process ended by itself");
      }
      assertTrue(process.toHandle().destroyForcibly());
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void twoProcessesOnOneViewCountEachEventOnce() throws IOException, InterruptedException {
    Path file = folder.resolve("view.db");
    try (LogStore store = LogStore.open(folder.resolve("store"));
        SqliteView view = SqliteView.open(file);
        Projector here = Projector.of(store, new StreamSummaryProjection(), view)) {
      here.start();
      Events.append(store, 10, 3);
      appendWhileProjected(store, file);
      here.awaitApplied(store.head(), Eventually.WAIT_MAX);
      assertEquals(Events.counts(store), summary(view));
    }
  }

  @Test
  void commitsOfAnotherReaderOfTheFolderAreSeen() throws InterruptedException {
    Path file = folder.resolve("view.db");
    try (LogStore store = LogStore.open(folder.resolve("store"))) {
      Events.append(store, 3, 2);
      try (LogReader reader = LogReader.open(folder.resolve("store"));
          SqliteView view = SqliteView.open(file);
          Projector projector = Projector.of(reader, new StreamSummaryProjection(), view)) {
        projector.start();
        projector.awaitApplied(Events.append(store, 3, 2), Eventually.WAIT_MAX);
        projector.awaitApplied(Events.append(store, 3, 2), Eventually.WAIT_MAX);
        assertEquals(Events.counts(store), summary(view));
      }
    }
  }

  @Test
  void viewAndIndexComeBackFromTheEventsAlone() throws IOException, InterruptedException {
    Path stored = folder.resolve("store");
    Path file = folder.resolve("view.db");
    LogOptions smallSegments = LogOptions.standard().withSegmentBytes(4_096);
    try (LogStore store = LogStore.open(stored, smallSegments)) {
      for (int i = 0; i < 10; i++) {
        Events.append(store, 20, 7);
      }
      assertSummary(store, file, "at first");
    }
    for (String part : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(file + part));
    }
    try (var files = Files.walk(stored.resolve("index"))) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    try (LogStore store = LogStore.open(stored, smallSegments)) {
      assertSummary(store, file, "after both were deleted");
    }
  }

  private static void assertSummary(LogStore store, Path file, String moment)
      throws InterruptedException {
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, new StreamSummaryProjection(), view)) {
      projector.catchUp();
      assertEquals(Events.counts(store), summary(view), moment);
    }
  }

  private static Map<String, Long> summary(SqliteView view) {
    return view.read(connection -> {
      Map<String, Long> counts = new TreeMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT stream, events, version FROM stream_summary")) {
        while (rows.next()) {
          assertEquals(rows.getLong(3), rows.getLong(2), "events of " + rows.getString(1));
          counts.put(rows.getString(1), rows.getLong(2));
        }
      }
      return counts;
    });
  }

  /** The class path, also where the tests run on a module path. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }
}
