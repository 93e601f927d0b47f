package dev.cairn.relay.redis.internal;

import dev.cairn.relay.redis.RedisMessage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.StreamInfo;

/**
 * What a stream says of itself.
 *
 * @param id the last id that it ever gave, also if that entry has gone; {@link #NOTHING} if there
 *     is no such stream
 * @param first the first entry that it still has; null if there is none
 * @param last the last one
 * @param lostEntries whether it had entries that it has no longer
 */
record Top(
    StreamEntryID id,
    @Nullable StreamEntry first,
    @Nullable StreamEntry last,
    boolean lostEntries) {

  /** Before the first entry of all. */
  static final StreamEntryID NOTHING = new StreamEntryID(0, 0);

  private static final String ENTRIES_ADDED = "entries-added";

  /** Asks for it. */
  static Top read(Link link, String key) {
    if (link.ask(BuilderFactory.LONG, Protocol.Command.EXISTS, key) == 0) {
      return new Top(NOTHING, null, null, false);
    }
    StreamInfo info = link.ask(BuilderFactory.STREAM_INFO, Protocol.Command.XINFO, "STREAM", key);
    long added = info.getStreamInfo().get(ENTRIES_ADDED) instanceof Long count ? count : 0;
    return new Top(
        info.getLastGeneratedId(),
        info.getFirstEntry(),
        info.getLastEntry(),
        added > info.getLength());
  }

  /** Whether the last entry is there and no relay's. */
  boolean isForeign() {
    return last != null && !last.getFields().containsKey(RedisMessage.ID);
  }
}
