package dev.cairn.bench.contest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with a database of its own in a temporary folder, with the settings that it
 * comes with but for a larger cache. It refuses to run as root and is then started as {@code
 * postgres}.
 */
final class PostgresServer implements AutoCloseable {

  private static final int START_SECONDS_MAX = 30;
  private static final int END_SECONDS_MAX = 20;

  private final Path folder;
  private final Process process;
  private final int port;

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts one, if its programs are there. */
  static Optional<PostgresServer> start() throws IOException, InterruptedException {
    Optional<Path> programs = programs();
    if (programs.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("cairn-bench-postgresql");
    try {
      return Optional.of(start(programs.get(), folder));
    } catch (IOException | InterruptedException | RuntimeException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  private static PostgresServer start(Path programs, Path folder)
      throws IOException, InterruptedException {
    List<String> as = asUser(folder);
    Path data = folder.resolve("data");
    run(as, programs.resolve("initdb").toString(), "-A", "trust", "-U", "bench", "-D", data + "");
    int port = LocalServer.freePort();
    Process process =
        command(
                as,
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-k",
                folder.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "shared_buffers=256MB")
            .start();
    PostgresServer server = new PostgresServer(folder, process, port);
    try {
      server.await();
      return server;
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  /** Where {@code postgres} and {@code initdb} are: on the path, else the newest of Debian's. */
  private static Optional<Path> programs() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      folders.add(Path.of(folder));
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions
            .sorted(java.util.Comparator.reverseOrder())
            .map(v -> v.resolve("bin"))
            .forEach(folders::add);
      }
    }
    return folders.stream()
        .filter(folder ->
            Files.isExecutable(folder.resolve("postgres"))
                && Files.isExecutable(folder.resolve("initdb")))
        .findFirst();
  }

  /** What to put before a command, so that it does not run as root; the folder is then theirs. */
  private static List<String> asUser(Path folder) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    Files.setOwner(
        folder,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
    return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups");
  }

  private static ProcessBuilder command(List<String> as, String... command) {
    List<String> all = new ArrayList<>(as);
    all.addAll(Arrays.asList(command));
    return new ProcessBuilder(all)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static void run(List<String> as, String... command)
      throws IOException, InterruptedException {
    Process process = command(as, command).start();
    if (!process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("'%s' did not succeed".formatted(String.join(" ", command)));
    }
  }

  private void await() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (true) {
      try {
        DriverManager.getConnection(url()).close();
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IOException("the server did not start: " + e.getMessage(), e);
        }
        Thread.sleep(50);
      }
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=bench".formatted(port);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
