package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.testkit.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The system's own redis-server on a free port of the loopback, which writes all to its disk before
 * it answers. It may be killed and started again on the same data.
 */
final class RedisServer implements AutoCloseable {

  private static final String PROGRAM = "redis-server";
  private static final int STARTS_MAX = 5;
  private static final int END_SECONDS_MAX = 10;

  /** Below the ports of clients: one of these could take it while the server is down. */
  private static final int PORT_MIN = 20_000;

  private static final int PORT_END = 32_000;
  private static final int PORT_ATTEMPTS_MAX = 100;

  private final Path data;
  private final List<String> settings;
  private final int port;
  private Process process;

  private RedisServer(Path data, List<String> settings, int port, Process process) {
    this.data = data;
    this.settings = settings;
    this.port = port;
    this.process = process;
  }

  /** Starts one, or skips the test where there is none to start. */
  static RedisServer start(Path data, String... settings) {
    assumeTrue(isInstalled(), PROGRAM + " is not installed");
    for (int start = 1; ; start++) {
      int port = freePort();
      RedisServer server =
          new RedisServer(
              data,
              new ArrayList<>(List.of(settings)),
              port,
              launch(data, port, List.of(settings)));
      try {
        server.await();
        return server;
      } catch (AssertionError e) {
        server.close();
        if (start == STARTS_MAX) {
          throw e;
        }
      }
    }
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
  }

  /** Another program may take the port before the server does. */
  private static int freePort() {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        if (attempt == PORT_ATTEMPTS_MAX) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static Process launch(Path data, int port, List<String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(PROGRAM, "--port", port + "", "--bind", "127.0.0.1", "--dir", data.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "always"));
    command.addAll(settings);
    try {
      Files.createDirectories(data);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await() {
    Eventually.holds(
        "the server on port " + port + " answers",
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it has ended");
          }
          try (RedisClient client = client()) {
            return client.ping().equals("PONG");
          } catch (JedisDataException e) {
            return !String.valueOf(e.getMessage()).startsWith("LOADING");
          } catch (JedisConnectionException e) {
            return false;
          }
        });
  }

  /** Ends it at once, as a power cut would. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError("the server does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Starts it again, on the data that are there now. */
  void restart() {
    process = launch(data, port, settings);
    await();
  }

  /** Changes a setting, for the server that runs and for all that are started after it. */
  void set(String setting, String value) {
    var _ = command(Protocol.Command.CONFIG, "SET", setting, value);
    settings.addAll(List.of("--" + setting, value));
  }

  /** Where its data lie. */
  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  RedisOptions options() {
    return RedisOptions.at("127.0.0.1", port);
  }

  /** A client for a test to look with. */
  RedisClient client() {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", port))
        .clientConfig(DefaultJedisClientConfig.builder().timeoutMillis(10_000).build())
        .build();
  }

  /** Has it do something that its clients seldom ask for, and returns the answer as it is. */
  List<Object> command(Protocol.Command command, String... arguments) {
    try (Connection connection = new Connection("127.0.0.1", port)) {
      connection.sendCommand(command, arguments);
      return connection.getOne() instanceof List<?> answers ? List.copyOf(answers) : List.of();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
