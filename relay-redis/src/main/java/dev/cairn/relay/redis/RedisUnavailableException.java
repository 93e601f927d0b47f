package dev.cairn.relay.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/** The server cannot be reached, does not answer, or refuses what it is asked. */
public final class RedisUnavailableException extends RedisException {

  /** The code where the server did not answer at all. */
  public static final String NO_ANSWER = "";

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Names the server and the reason.
   *
   * @param code the first word of the server's refusal, such as {@code OOM}, or {@link #NO_ANSWER}
   * @param reason what happened and what to do, as the end of a sentence
   */
  public RedisUnavailableException(
      HostAndPort server, String code, String reason, @Nullable Throwable cause) {
    super("redis at %s %s".formatted(server, reason), cause);
    this.code = code;
  }

  /** The first word of the server's refusal, or {@link #NO_ANSWER}. */
  public String code() {
    return code;
  }
}
