package dev.cairn.relay.redis;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Which server a bus talks to, how, and how much it sends at once. Immutable.
 *
 * @param server its address
 * @param client user, password, TLS, database and timeouts, as Jedis takes them; both the timeout
 *     to connect and that of an answer are longer than nothing, which would be for ever
 * @param groupMessagesMax most messages that the server is given at once, 1 to {@link
 *     #GROUP_MESSAGES_LIMIT}; while it takes them, the next ones are written
 * @param groupBytesMax most bytes of such messages, {@link #BYTES_LEAST} to {@link
 *     #GROUP_BYTES_LIMIT}; a larger message goes alone
 * @param messageBytesMax most bytes of a message, {@link #BYTES_LEAST} to {@link
 *     #MESSAGE_BYTES_LIMIT}; a larger one is undeliverable. Where the server takes less ({@code
 *     proto-max-bulk-len}) and lets itself be asked, that counts
 */
public record RedisOptions(
    HostAndPort server,
    JedisClientConfig client,
    int groupMessagesMax,
    int groupBytesMax,
    int messageBytesMax) {

  /** Most messages of a group: the server does nothing else while it adds one. */
  public static final int GROUP_MESSAGES_LIMIT = 10_000;

  /** Most bytes of a group. */
  public static final int GROUP_BYTES_LIMIT = 16 << 20;

  /** Most groups of a lane that wait for their answer. */
  public static final int GROUPS_IN_FLIGHT_MAX = 4;

  /** Most bytes of a message, which is what a server takes unless it is told otherwise. */
  public static final int MESSAGE_BYTES_LIMIT = 512 << 20;

  /** The least that a limit in bytes may be. */
  public static final int BYTES_LEAST = 1_024;

  private static final int GROUP_MESSAGES = 250;
  private static final int GROUP_BYTES = 4 << 20;
  private static final int MESSAGE_BYTES = 64 << 20;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String CLIENT_NAME = "cairn-relay";

  /** Checks the limits. */
  public RedisOptions {
    check("messages of a group", groupMessagesMax, 1, GROUP_MESSAGES_LIMIT);
    check("bytes of a group", groupBytesMax, BYTES_LEAST, GROUP_BYTES_LIMIT);
    check("bytes of a message", messageBytesMax, BYTES_LEAST, MESSAGE_BYTES_LIMIT);
    check("ms to connect", client.getConnectionTimeoutMillis(), 1, Integer.MAX_VALUE);
    check("ms to wait for an answer", client.getSocketTimeoutMillis(), 1, Integer.MAX_VALUE);
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the limit of %s is from %,d to %,d, not %,d".formatted(what, least, most, value));
    }
  }

  /**
   * A server without password and TLS: 10 s to connect and for an answer, groups of 250 messages
   * and 4 MiB, messages of 64 MiB.
   */
  public static RedisOptions at(String host, int port) {
    return new RedisOptions(
        new HostAndPort(host, port),
        DefaultJedisClientConfig.builder()
            .timeoutMillis(TIMEOUT_MILLIS)
            .clientName(CLIENT_NAME)
            .build(),
        GROUP_MESSAGES,
        GROUP_BYTES,
        MESSAGE_BYTES);
  }

  /** The same, talked to like that. */
  public RedisOptions withClient(JedisClientConfig config) {
    return new RedisOptions(server, config, groupMessagesMax, groupBytesMax, messageBytesMax);
  }

  /** The same with that many messages in a group. */
  public RedisOptions withGroupMessagesMax(int most) {
    return new RedisOptions(server, client, most, groupBytesMax, messageBytesMax);
  }

  /** The same with that many bytes in a group. */
  public RedisOptions withGroupBytesMax(int most) {
    return new RedisOptions(server, client, groupMessagesMax, most, messageBytesMax);
  }

  /** The same with that many bytes in a message. */
  public RedisOptions withMessageBytesMax(int most) {
    return new RedisOptions(server, client, groupMessagesMax, groupBytesMax, most);
  }
}
