package dev.cairn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program {@code checklog.go}, built with the Go and the libraries of the system: nothing is
 * downloaded.
 *
 * @param program it
 */
record Checklog(Path program) {

  /** Where Debian's golang-golang-x-mod-dev puts it. */
  private static final Path LIBRARIES = Path.of("/usr/share/gocode");

  private static final Path SUMDB = LIBRARIES.resolve("src/golang.org/x/mod/sumdb");
  private static final int SECONDS_MAX = 60;

  /** What it said. */
  record Answer(int exitCode, String text) {

    void assertGood() {
      assertEquals(0, exitCode, text);
      assertTrue(text.startsWith("GOOD: "), text);
    }

    void assertRefused(String what) {
      assertEquals(1, exitCode, what + ": " + text);
      assertTrue(text.startsWith("REFUSED: "), what + ": " + text);
    }
  }

  /** Whether it can be built here. */
  static boolean isPossible() {
    return Files.isDirectory(SUMDB)
        && Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
  }

  /** Builds it in a folder, with a cache of its own there. */
  static Checklog build(Path folder) throws IOException, InterruptedException {
    Path source = resource("/checklog/checklog.go");
    Path program = folder.resolve("checklog");
    Answer answer =
        run(
            folder,
            List.of("go", "build", "-o", program.toString(), source.toString()),
            Map.of(
                "GO111MODULE", "off",
                "GOPATH", LIBRARIES.toString(),
                "GOCACHE", folder.resolve("cache").toString(),
                "GOFLAGS", "",
                "GOENV", "off",
                "CGO_ENABLED", "0"));
    assertEquals(0, answer.exitCode(), answer.text());
    return new Checklog(program);
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Checklog.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks all that a log has published. */
  Answer check(PublishedLog log) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>(log.proofs());
    files.add(log.folder().resolve(PublishedLog.OLDER));
    return check(log.folder(), log.key().toString(), files);
  }

  Answer check(Path folder, String key, List<Path> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), folder.toString(), key));
    files.forEach(file -> command.add(file.toString()));
    return run(Objects.requireNonNull(program.getParent()), command, Map.of());
  }

  private static Answer run(Path folder, List<String> command, Map<String, String> environment)
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
}
