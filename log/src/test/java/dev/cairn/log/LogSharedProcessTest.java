package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.RecordedEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes command the same stream of one store, and some of them are killed at it. */
@Tag("process")
final class LogSharedProcessTest {

  private static final int EACH = 40;
  private static final int BEFORE_KILL = 10;
  private static final int ENDLESS = 1_000_000;

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }
  }

  private Process start(int appends) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                SharedProcess.class.getName(),
                folder.toString(),
                Integer.toString(appends))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  /** The class path, also where the tests run on a module path. */
  private static String classPath() {
    return String.join(
        java.io.File.pathSeparator,
        System.getProperty("java.class.path", ""),
        System.getProperty("jdk.module.path", ""),
        Path.of("target", "classes").toString(),
        Path.of("target", "test-classes").toString());
  }

  private static BufferedReader lines(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** The positions that a process printed until it ended; a last line may be cut short. */
  private static List<Long> printed(Process process) throws IOException {
    List<Long> positions = new ArrayList<>();
    try (BufferedReader lines = lines(process)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        positions.add(Long.parseLong(line));
      }
    }
    return positions;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private List<RecordedEvent> stored() {
    assertEquals(List.of(), LogCheck.run(folder, LogOptions.standard(), _ -> {}).damages());
    try (LogStore store = LogStore.open(folder)) {
      return Stores.all(store);
    }
  }

  @Test
  void everyAppendThatAProcessWasToldOfIsThereOnceAtItsVersion() throws Exception {
    List<Process> processes = List.of(start(EACH), start(EACH), start(EACH));
    List<Long> told = new ArrayList<>();
    for (Process process : processes) {
      told.addAll(printed(process));
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    }
    assertEquals(upTo(3 * EACH), told.stream().sorted().toList());
    assertEquals(upTo(3 * EACH), stored().stream().map(event -> event.version().number()).toList());
  }

  @Test
  void whoeverIsKilledTheOthersGoOnAndNothingThatWasToldIsLost() throws Exception {
    Process survivor = start(4 * EACH);
    TreeSet<Long> told = new TreeSet<>();
    for (int kill = 0; kill < 2; kill++) {
      Process victim = start(ENDLESS);
      for (int i = 0; i < BEFORE_KILL; i++) {
        told.add(Long.parseLong(String.valueOf(lines(victim).readLine())));
      }
      // Through the handle: the process itself would close the pipe that is still read.
      assertTrue(victim.toHandle().destroyForcibly());
      List<Long> rest = printed(victim);
      told.addAll(rest.isEmpty() ? rest : rest.subList(0, rest.size() - 1));
    }
    told.addAll(printed(survivor));
    assertTrue(survivor.waitFor(10, TimeUnit.SECONDS));
    assertEquals(0, survivor.exitValue());
    List<Long> positions = stored().stream().map(event -> event.position().sequence()).toList();
    assertEquals(upTo(positions.size()), positions);
    assertTrue(positions.containsAll(told), "of " + told + " not all are among " + positions);
    assertTrue(told.size() >= 4 * EACH + 2 * BEFORE_KILL);
  }
}
