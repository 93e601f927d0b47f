package dev.cairn.relay.redis;

import redis.clients.jedis.StreamEntryID;

/**
 * The server no longer has the end of the stream that it had: it came back from an older copy, or a
 * replica took over, or somebody deleted the stream. Nothing was sent, so that there is no hole in
 * it. Asking {@link dev.cairn.flow.BusLane#last} tells where to go on.
 */
public final class TailLostException extends RedisException {

  private static final long serialVersionUID = 1L;

  private final String stream;
  private final StreamEntryID known;
  private final StreamEntryID found;

  /** Names the stream, the last entry that it had, and the last one that it has. */
  public TailLostException(String stream, StreamEntryID known, StreamEntryID found) {
    super(
        """
        the redis stream '%s' has lost its end: it went up to %s and goes up to %s now. Ask where \
        to go on, and send what is missing again\
        """
            .formatted(stream, known, found),
        null);
    this.stream = stream;
    this.known = known;
    this.found = found;
  }

  /** The key of the stream. */
  public String stream() {
    return stream;
  }

  /** The last entry that it had. */
  public StreamEntryID known() {
    return known;
  }

  /** The last entry that it has; {@code 0-0} if there is no such stream. */
  public StreamEntryID found() {
    return found;
  }
}
