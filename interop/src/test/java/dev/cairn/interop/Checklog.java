package dev.cairn.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  /** Whether it can be built here. */
  static boolean isPossible() {
    return Files.isDirectory(SUMDB) && Answer.isCommand("go");
  }

  /** Builds it in a folder, with a cache of its own there. */
  static Checklog build(Path folder) throws IOException, InterruptedException {
    Path source = Answer.resource("/checklog/checklog.go");
    Path program = folder.resolve("checklog");
    Answer answer =
        Answer.of(
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

  /** Checks all that a log has published. */
  Answer check(PublishedLog log) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>(log.proofs());
    files.addAll(log.streams());
    files.add(log.folder().resolve(PublishedLog.OLDER));
    return check(log.folder(), log.key().toString(), files);
  }

  Answer check(Path folder, String key, List<Path> files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), folder.toString(), key));
    files.forEach(file -> command.add(file.toString()));
    return Answer.of(Objects.requireNonNull(program.getParent()), command, Map.of());
  }
}
