package dev.cairn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a program said, which ran as a process of its own.
 *
 * @param exitCode 0 if it found all good, 1 if it refused
 * @param text its output and its errors
 */
record Answer(int exitCode, String text) {

  private static final int SECONDS_MAX = 300;

  /** Runs a program to its end, which it must reach within five minutes. */
  static Answer of(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS), () -> command + " does not end");
      return new Answer(process.exitValue(), Files.readString(output).strip());
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  /** Whether there is a program of that name. */
  static boolean isCommand(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** The file of a resource. */
  static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Answer.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  void assertGood() {
    assertEquals(0, exitCode, text);
    assertTrue(text.startsWith("GOOD: "), text);
  }

  void assertRefused(String what) {
    assertEquals(1, exitCode, what + ": " + text);
    assertFalse(text.contains("GOOD"), what + ": " + text);
  }
}
