package dev.cairn.relay.nats;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.testkit.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A nats-server of its own on loopback, with JetStream in a folder, which syncs before it confirms
 * and can be killed.
 */
final class NatsServer implements AutoCloseable {

  private static final String COMMAND = "nats-server";
  private static final String SYNCS_ALWAYS_FROM = "2.10";
  private static final Pattern VERSION = Pattern.compile("nats-server: v(\\S+)\\s*");
  private static final int END_WAIT_SECONDS = 10;

  /** Below the ports of clients: one of these could take it while the server is down. */
  private static final int PORT_MIN = 20_000;

  private static final int PORT_END = 32_000;
  private static final int PORT_ATTEMPTS_MAX = 100;

  private final Path folder;
  private final int port;
  private final Path config;
  private @Nullable Process process;

  private NatsServer(Path folder, int port, Path config) {
    this.folder = folder;
    this.port = port;
    this.config = config;
  }

  /** Skips the test where the system has none, or one that cannot sync before it confirms. */
  static void assumePossible() throws Exception {
    String version = version();
    assumeFalse(version.isEmpty(), COMMAND + " is not installed");
    assumeTrue(
        canSyncAlways(version),
        "%s is %s, which cannot sync before it confirms; %s can"
            .formatted(COMMAND, version, SYNCS_ALWAYS_FROM));
  }

  /** Whether that version knows {@code sync_interval: always}. */
  static boolean canSyncAlways(String version) {
    return Version.parse(version).compareTo(Version.parse(SYNCS_ALWAYS_FROM)) >= 0;
  }

  /** The version of the system's command; empty where it has none. */
  private static String version() throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(COMMAND, "--version").redirectErrorStream(true).start();
    } catch (IOException e) {
      return "";
    }
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.lines().collect(Collectors.joining(" "));
      Matcher matcher = VERSION.matcher(line);
      if (process.waitFor() != 0 || !matcher.matches()) {
        throw new AssertionError("%s --version says: %s".formatted(COMMAND, line));
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    Files.writeString(
        config,
        """
        listen: "127.0.0.1:%d"
        jetstream { store_dir: "%s", sync_interval: always }
        %s
        """
            .formatted(port, store, String.join("\n", settings)));
    return new NatsServer(store, port, config);
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (attempt == PORT_ATTEMPTS_MAX) {
          throw e;
        }
      }
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
