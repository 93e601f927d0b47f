package dev.cairn.relay.nats;

import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A nats-server of its own on loopback, with JetStream in a folder, which can be killed. */
final class NatsServer implements AutoCloseable {

  private static final String COMMAND = "nats-server";
  private static final int END_WAIT_SECONDS = 10;

  private final Path folder;
  private final int port;
  private final Path config;
  private @Nullable Process process;

  private NatsServer(Path folder, int port, Path config) {
    this.folder = folder;
    this.port = port;
    this.config = config;
  }

  /** Whether the system has the command. */
  static boolean isPossible() {
    try {
      return run("--version") == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /** One that runs. */
  static NatsServer start(Path folder, String... settings) throws Exception {
    NatsServer server = stopped(folder, settings);
    server.start();
    return server;
  }

  /** One that does not run yet, whose port is known. */
  static NatsServer stopped(Path folder, String... settings) throws Exception {
    int port = freePort();
    Path config = folder.resolve("server.conf");
    Path store = folder.resolve("store");
    NatsServer server = new NatsServer(store, port, config);
    String rest = String.join("\n", settings);
    server.write(rest, "sync_interval: always");
    if (run("-t", "-c", config.toString()) != 0) {
      // Before 2.10 there is no such setting: what was written survives kill -9, not a power cut.
      server.write(rest, "");
    }
    return server;
  }

  private void write(String settings, String jetStream) throws IOException {
    Files.writeString(
        config,
        """
        listen: "127.0.0.1:%d"
        jetstream { store_dir: "%s", %s }
        %s
        """
            .formatted(port, folder, jetStream, settings));
  }

  private static int run(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(COMMAND);
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "nats://127.0.0.1:" + port;
  }

  /** Where JetStream has its files. */
  Path store() {
    return folder;
  }

  void start() throws IOException {
    Path log = config.resolveSibling("server.log");
    Process started =
        new ProcessBuilder(COMMAND, "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    Eventually.holds("nats-server answers at " + url(), () -> started.isAlive() && answers());
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] greeting = socket.getInputStream().readNBytes(4);
      return new String(greeting, StandardCharsets.US_ASCII).equals("INFO");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    if (process != null) {
      boolean ended = process.destroyForcibly().waitFor(END_WAIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        throw new AssertionError("nats-server does not end: " + process.pid());
      }
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
