package dev.cairn.relay.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntryBinary;
import redis.clients.jedis.resps.StreamPendingEntry;

/**
 * An example of a consumer: one of a group that shares a relay's stream. It acknowledges a message
 * after its handler has returned, takes over what another one left, and puts aside what fails too
 * often.
 *
 * @param client to the server
 * @param stream key of the relay's stream
 * @param group name of the group
 * @param name of this consumer, the same after a restart
 * @param leftAfter after what time without an acknowledgement a message counts as left
 */
record GroupReader(
    RedisClient client, String stream, String group, String name, Duration leftAfter) {

  static final int DELIVERIES_MAX = 3;

  private static final int PAGE_ENTRIES = 100;

  /** All that was delivered and not acknowledged, from the beginning. */
  private static final StreamEntryID LEFT = new StreamEntryID(0, 0);

  /** What the consumer does with a message. */
  @FunctionalInterface
  interface Handler {
    void handle(RedisMessage message) throws Exception;
  }

  /** Handles what was left, by itself or by others, and then what is new. */
  void round(Handler handler) {
    var _ =
        client.xautoclaimJustId(
            stream,
            group,
            name,
            leftAfter.toMillis(),
            LEFT,
            new XAutoClaimParams().count(PAGE_ENTRIES));
    putAside();
    read(LEFT, handler);
    read(StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY, handler);
  }

  /** Copies what was delivered too often to the dead-letter stream. */
  private void putAside() {
    XPendingParams own =
        new XPendingParams(StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID, PAGE_ENTRIES)
            .consumer(name);
    Set<StreamEntryID> dead =
        client.xpending(stream, group, own).stream()
            .filter(pending -> pending.getDeliveredTimes() >= DELIVERIES_MAX)
            .map(StreamPendingEntry::getID)
            .collect(Collectors.toSet());
    if (!dead.isEmpty()) {
      entries(LEFT).stream().filter(entry -> dead.contains(entry.getID())).forEach(this::bury);
    }
  }

  private void bury(StreamEntryBinary entry) {
    var _ = client.xadd(bytes(stream + ":dead"), new XAddParams(), entry.getFields());
    var _ = client.xack(stream, group, entry.getID());
  }

  private void read(StreamEntryID from, Handler handler) {
    for (StreamEntryBinary entry : entries(from)) {
      try {
        handler.handle(RedisMessage.of(entry));
        var _ = client.xack(stream, group, entry.getID());
      } catch (Exception e) {
        System.getLogger("example").log(System.Logger.Level.DEBUG, "It is tried again.", e);
      }
    }
  }

  private List<StreamEntryBinary> entries(StreamEntryID from) {
    var streams =
        client.xreadGroupBinary(
            bytes(group),
            bytes(name),
            new XReadGroupParams().count(PAGE_ENTRIES),
            Map.of(bytes(stream), from));
    return streams == null || streams.isEmpty() ? List.of() : streams.getFirst().getValue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
