package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.RecordedEvent;
import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes want one store, and are killed with -9 while they have it or wait for it; {@code
 * -Dcairn.kills=N} for more.
 */
@Tag("crash")
final class LogLockRaceTest {

  private static final int RACERS = 8;
  private static final int KILLS = Integer.getInteger("cairn.kills", 3);
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());

  @TempDir Path folder;

  private final Map<String, Process> running = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  @AfterEach
  void end() {
    running.values().forEach(Process::destroyForcibly);
  }

  private void start() throws IOException {
    String name = "racer" + names.size();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                LogKillTest.classPath(),
                RacingProcess.class.getName(),
                folder.resolve("store").toString(),
                name)
            .redirectOutput(folder.resolve(name).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    running.put(name, process);
    names.add(name);
  }

  /** The positions that a process was told; a last line that was cut short does not count. */
  private List<Long> told(String name) throws IOException {
    List<Long> told = new ArrayList<>();
    for (String line : Files.readString(folder.resolve(name)).split("\n", -1)) {
      if (line.endsWith(".")) {
        told.add(Long.parseLong(line.substring(0, line.length() - 1)));
      }
    }
    return told;
  }

  private long told() throws IOException {
    long all = 0;
    for (String name : names) {
      all += told(name).size();
    }
    return all;
  }

  @Test
  void thereIsOneWriterAtATimeWhoeverIsKilled() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < RACERS; i++) {
      start();
    }
    for (int kill = 0; kill < KILLS; kill++) {
      for (int steps = 3 + random.nextInt(6); steps > 0; steps--) {
        long before = told();
        Eventually.holds("appends go on", () -> told() > before + 2);
      }
      kill(List.copyOf(running.keySet()).get(random.nextInt(RACERS)));
      start();
    }
    for (String name : List.copyOf(running.keySet())) {
      kill(name);
    }
    check("-Dcairn.seed=" + SEED);
  }

  private void kill(String name) {
    Process process = java.util.Objects.requireNonNull(running.remove(name));
    assertTrue(process.toHandle().destroyForcibly());
    Eventually.holds(name + " is gone", () -> !process.isAlive());
  }

  private void check(String run) throws IOException {
    Path path = folder.resolve("store");
    try (LogStore store = LogStore.open(path)) {
      List<RecordedEvent> events = Stores.all(store);
      assertEquals(
          LongStream.rangeClosed(1, events.size()).boxed().toList(),
          events.stream().map(event -> event.position().sequence()).toList(),
          run);
      for (String name : names) {
        for (long position : told(name)) {
          RecordedEvent event = events.get((int) position - 1);
          assertEquals("racer-" + name, event.stream().value(), run + ": position " + position);
        }
      }
    }
    assertEquals(List.of(), LogCheck.run(path, LogOptions.standard(), _ -> {}).damages(), run);
  }
}
