package dev.cairn.relay.redis;

import redis.clients.jedis.StreamEntryID;

/**
 * Somebody else wrote into the stream, so that what comes next cannot be added in its order.
 * Nothing more was sent.
 */
public final class ForeignEntryException extends RedisException {

  /** The reason where there is an entry that does not look like one of a relay. */
  public static final String NO_RELAY = "there is an entry of no relay";

  private static final long serialVersionUID = 1L;

  private final String stream;
  private final StreamEntryID entry;

  /**
   * Names the place.
   *
   * @param entry the entry of somebody else, or the last one of the stream if that is gone
   * @param reason what is wrong, as a clause
   */
  public ForeignEntryException(String stream, StreamEntryID entry, String reason) {
    super(
        """
        somebody else writes into the redis stream '%s': at %s, %s. One relay alone may write \
        there. Stop the other writer; then delete the relay's streams and the hash beside them, \
        so that all is sent again, or give the relay a key of its own\
        """
            .formatted(stream, entry, reason),
        null);
    this.stream = stream;
    this.entry = entry;
  }

  /** The key of the stream. */
  public String stream() {
    return stream;
  }

  /** The entry of somebody else, or the last one of the stream if that is gone. */
  public StreamEntryID entry() {
    return entry;
  }
}
