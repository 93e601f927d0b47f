package dev.cairn.relay.redis.internal;

import dev.cairn.relay.redis.RedisOptions;
import dev.cairn.relay.redis.RedisUnavailableException;
import dev.cairn.relay.redis.RedisUnfitException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A connection to a server. Of no use any more once anything failed. For one thread at a time. */
final class Link implements AutoCloseable {

  private static final String BULK_LIMIT = "proto-max-bulk-len";

  private final RedisOptions options;
  private final Wire connection;

  /** A connection that can be told to hand over what it holds back. */
  private static final class Wire extends Connection {

    Wire(RedisOptions options) {
      super(options.server(), options.client());
    }

    void push() {
      flush();
    }
  }

  private Link(RedisOptions options, Wire connection) {
    this.options = options;
    this.connection = connection;
  }

  /** Connects. */
  static Link open(RedisOptions options) {
    try {
      return new Link(options, new Wire(options));
    } catch (JedisException e) {
      throw Refusal.of(options.server(), e);
    }
  }

  /** Sends a command and returns what its answer says. */
  <T> T ask(Builder<T> answer, Protocol.Command command, byte[]... arguments) {
    send(command, arguments);
    return answer(answer);
  }

  /** Sends a command, whose answer is to be waited for after those of all that were sent before. */
  void send(Protocol.Command command, byte[]... arguments) {
    try {
      connection.sendCommand(command, arguments);
      connection.push();
    } catch (JedisException e) {
      throw Refusal.of(options.server(), e);
    }
  }

  /** Waits for the first answer that is open and returns what it says. */
  <T> T answer(Builder<T> form) {
    try {
      return form.build(connection.getOne());
    } catch (JedisException e) {
      throw Refusal.of(options.server(), e);
    }
  }

  /** The same, with text for arguments. */
  <T> T ask(Builder<T> answer, Protocol.Command command, String... arguments) {
    byte[][] bytes = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      bytes[i] = utf8(arguments[i]);
    }
    return ask(answer, command, bytes);
  }

  /** Publishes all of them at once. Returns when the server has taken them. */
  void publish(byte[] channel, List<byte[]> texts) {
    try {
      texts.forEach(text -> connection.sendCommand(Protocol.Command.PUBLISH, channel, text));
      for (Object answer : connection.getMany(texts.size())) {
        if (answer instanceof JedisDataException refused) {
          throw refused;
        }
      }
    } catch (JedisException e) {
      throw Refusal.of(options.server(), e);
    }
  }

  /**
   * Checks that the server is not too old.
   *
   * @throws RedisUnfitException if it is, or does not say what it is
   */
  void checkRelease() {
    Release.check(options.server(), ask(BuilderFactory.STRING, Protocol.Command.INFO, "server"));
  }

  /** Most bytes of one argument that the server takes, or a larger number if it does not say. */
  long argumentBytesMax() {
    try {
      Map<String, String> limits =
          ask(BuilderFactory.STRING_MAP, Protocol.Command.CONFIG, "GET", BULK_LIMIT);
      @Nullable String limit = limits.get(BULK_LIMIT);
      return limit == null ? Long.MAX_VALUE : Long.parseLong(limit);
    } catch (RedisUnavailableException e) {
      if (e.code().equals(RedisUnavailableException.NO_ANSWER)) {
        throw e;
      }
      return Long.MAX_VALUE;
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (JedisException e) {
      System.getLogger("dev.cairn.relay.redis")
          .log(System.Logger.Level.DEBUG, "A connection that was of no use did not close.", e);
    }
  }
}
