package dev.cairn.bench.contest;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of the system's own on a free port of the loopback, with its data in a folder. */
public final class LocalServer implements AutoCloseable {

  private static final int START_SECONDS_MAX = 30;
  private static final int END_SECONDS_MAX = 20;
  private static final int PAUSE_MILLIS = 20;
  private static final int ANSWER_MILLIS_MAX = 1_000;

  /** Servers that the PATH of a user often leaves out are here. */
  private static final List<String> MORE_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

  private final Process process;
  private final int port;

  private LocalServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a Redis, if one is installed. It writes all that it takes to a file.
   *
   * @param sync when that file is synced: {@code always}, before it answers, or {@code everysec}
   * @throws IOException if it does not answer
   */
  public static Optional<LocalServer> redis(Path folder, String sync)
      throws IOException, InterruptedException {
    Optional<Path> program = program("redis-server");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    command.addAll(List.of("--port", port + "", "--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", sync));
    command.addAll(List.of("--auto-aof-rewrite-percentage", "0"));
    return Optional.of(start(command, port, "PING\r\n", "+PONG"));
  }

  /**
   * Starts a NATS server with JetStream, if one is installed. It syncs its files when it sees fit,
   * as it does unless it is told otherwise.
   *
   * @throws IOException if it does not answer
   */
  public static Optional<LocalServer> nats(Path folder) throws IOException, InterruptedException {
    Optional<Path> program = program("nats-server");
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(program.get().toString()));
    command.addAll(List.of("-a", "127.0.0.1", "-p", port + "", "-js", "-sd", folder.toString()));
    return Optional.of(start(command, port, "", "INFO"));
  }

  private static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), MORE_FOLDERS.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static LocalServer start(List<String> command, int port, String question, String answer)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    LocalServer server = new LocalServer(process, port);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (!answers(port, question, answer)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        server.close();
        throw new IOException("'%s' does not answer".formatted(String.join(" ", command)));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return server;
  }

  private static boolean answers(int port, String question, String answer) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      byte[] found = socket.getInputStream().readNBytes(answer.length());
      return new String(found, StandardCharsets.US_ASCII).equals(answer);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Ends it at once: nothing that it has is needed afterwards. */
  @Override
  public void close() {
    Process ended = process.destroyForcibly();
    try {
      if (!ended.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println(
            "bench: the server with process id %d does not end".formatted(process.pid()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
