package dev.cairn.relay.nats;

import io.nats.client.Options;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How the messages of a relay reach NATS servers.
 *
 * @param servers addresses of servers of one cluster, any of which will do: {@code
 *     nats://host:4222}, {@code tls://host:4222}
 * @param prefix what all subjects begin with: see {@link NatsSubjects}
 * @param content how events are written into messages
 * @param inFlightMax most messages of a lane that wait for their confirmation
 * @param connectTimeout longest wait for a connection to one server, and for a server to answer a
 *     ping, which is how {@link NatsCore} knows that it has what was sent
 * @param answerTimeout longest wait of {@link NatsJetStream} for a confirmation or an answer
 * @param customizer sets what else is to be set of a connection: credentials, TLS, its name. How
 *     connections are lost and found again and where errors go is set after it
 */
public record NatsOptions(
    List<String> servers,
    String prefix,
    NatsContent content,
    int inFlightMax,
    Duration connectTimeout,
    Duration answerTimeout,
    Consumer<Options.Builder> customizer) {

  /** Most addresses of servers. */
  public static final int SERVERS_MAX = 64;

  /** Most characters of a prefix. */
  public static final int PREFIX_CHARS_MAX = 128;

  /** Most messages in flight: fewer than the client queues before it refuses. */
  public static final int IN_FLIGHT_MAX = 4_096;

  /** The longest timeout. */
  public static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern USER = Pattern.compile("//[^/]*@");

  /** Checks the limits. */
  public NatsOptions {
    servers = List.copyOf(servers);
    if (servers.isEmpty() || servers.size() > SERVERS_MAX) {
      throw new IllegalArgumentException(
          "1 to %d servers, not %d".formatted(SERVERS_MAX, servers.size()));
    }
    if (prefix.length() > PREFIX_CHARS_MAX || !PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a prefix has 1 to %d letters, digits, '_' and '-', in parts with '.' between: '%s'"
              .formatted(PREFIX_CHARS_MAX, prefix));
    }
    if (inFlightMax < 1 || inFlightMax > IN_FLIGHT_MAX) {
      throw new IllegalArgumentException(
          "1 to %d messages in flight, not %d".formatted(IN_FLIGHT_MAX, inFlightMax));
    }
    checkTimeout(connectTimeout);
    checkTimeout(answerTimeout);
  }

  private static void checkTimeout(Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException(
          "a timeout lasts from 1 ms to %s, not %s".formatted(TIMEOUT_MAX, timeout));
    }
  }

  /**
   * Binary messages under the prefix {@code cairn}, 256 in flight, 2 s to connect, 5 s for an
   * answer.
   */
  public static NatsOptions of(String... servers) {
    return new NatsOptions(
        List.of(servers),
        "cairn",
        NatsContent.BINARY,
        256,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        _ -> {});
  }

  /** The same with subjects that begin so. */
  public NatsOptions withPrefix(String text) {
    return new NatsOptions(
        servers, text, content, inFlightMax, connectTimeout, answerTimeout, customizer);
  }

  /** The same with messages written so. */
  public NatsOptions withContent(NatsContent form) {
    return new NatsOptions(
        servers, prefix, form, inFlightMax, connectTimeout, answerTimeout, customizer);
  }

  /** The same with at most that many messages of a lane in flight. */
  public NatsOptions withInFlightMax(int most) {
    return new NatsOptions(
        servers, prefix, content, most, connectTimeout, answerTimeout, customizer);
  }

  /** The same with those timeouts. */
  public NatsOptions withTimeouts(Duration connect, Duration answer) {
    return new NatsOptions(servers, prefix, content, inFlightMax, connect, answer, customizer);
  }

  /** The same with connections that this sets further options of. */
  public NatsOptions withCustomizer(Consumer<Options.Builder> further) {
    return new NatsOptions(
        servers, prefix, content, inFlightMax, connectTimeout, answerTimeout, further);
  }

  /** The addresses without the secrets that may stand in them. */
  String shownServers() {
    return USER.matcher(String.join(", ", servers)).replaceAll("//");
  }

  /** Leaves out what may be secret. */
  @Override
  public String toString() {
    return "NatsOptions[servers=%s, prefix=%s, content=%s, inFlightMax=%d, timeouts=%s, %s]"
        .formatted(shownServers(), prefix, content, inFlightMax, connectTimeout, answerTimeout);
  }
}
