package dev.cairn.relay.redis.internal;

import dev.cairn.flow.BusMessage;
import dev.cairn.relay.redis.RedisOptions;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;

/**
 * Adds a group of entries to a stream, if that ends where it is expected to end; else nothing. A
 * script is the one way to have the server judge and add at once: of plain commands in a row, one
 * could be refused for want of memory and the next one be taken, and the first could then never be
 * added in its place.
 */
final class GroupScript {

  /**
   * What became of a group.
   *
   * @param added whether it was added; else nothing was
   * @param top the last id of the stream now
   */
  record Outcome(boolean added, StreamEntryID top) {}

  private static final String MOVED = "MOVED";

  /** How many ids of replays are remembered, at least: those of two of the largest groups. */
  private static final byte[] REPLAYS_KEPT =
      Link.utf8(Integer.toString(2 * RedisOptions.GROUP_MESSAGES_LIMIT));

  private static final byte[] SCRIPT =
      Link.utf8(
          """
          local top = '0-0'
          if redis.call('EXISTS', KEYS[1]) == 1 then
            local info = redis.call('XINFO', 'STREAM', KEYS[1])
            for i = 1, #info, 2 do
              if info[i] == 'last-generated-id' then top = info[i + 1] end
            end
          end
          if top ~= ARGV[1] then return {'MOVED', top} end
          local function is_new(replay)
            local now = redis.call('TIME')
            local score = string.format('%d%06d', now[1], now[2])
            local added = redis.call('ZADD', KEYS[2], 'NX', score, replay)
            redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[2])
            return added == 1
          end
          local at, size = 3, #ARGV
          while at <= size do
            local replay, count = ARGV[at], tonumber(ARGV[at + 1])
            if replay == '' or is_new(replay) then
              top = redis.call('XADD', KEYS[1], unpack(ARGV, at + 2, at + 1 + count))
            end
            at = at + 2 + count
          end
          return {'ADDED', top}
          """);

  private static final byte[] TWO_KEYS = Link.utf8("2");
  private static final List<byte[]> TRIM = List.of(Link.utf8("MAXLEN"), Link.utf8("~"));

  private final byte[] key;
  private final byte[] replaysKey;
  private final long entriesMax;

  /**
   * Of a stream.
   *
   * @param replaysKey of the set in which the ids of the latest replays are remembered
   * @param entriesMax to how many entries the stream is trimmed, about
   */
  GroupScript(String key, String replaysKey, long entriesMax) {
    this.key = Link.utf8(key);
    this.replaysKey = Link.utf8(replaysKey);
    this.entriesMax = entriesMax;
  }

  /**
   * Has entries added in their order, but for replays that were added before. What became of them
   * tells {@link #answer}, which is to be called once for each group, in their order.
   *
   * @param expected the last id of the stream
   */
  void send(Link link, StreamEntryID expected, List<Entry> group) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(SCRIPT);
    arguments.add(TWO_KEYS);
    arguments.add(key);
    arguments.add(replaysKey);
    arguments.add(Link.utf8(expected.toString()));
    arguments.add(REPLAYS_KEPT);
    for (int i = 0; i < group.size(); i++) {
      boolean trimming = i == group.size() - 1 && entriesMax != Long.MAX_VALUE;
      addCommand(arguments, group.get(i), expected, trimming ? trim(entriesMax) : List.of());
    }
    link.send(Protocol.Command.EVAL, arguments.toArray(new byte[0][]));
  }

  /** What became of the first group that was sent and is not answered; waits for it. */
  Outcome answer(Link link) {
    List<String> answer = link.answer(BuilderFactory.STRING_LIST);
    return new Outcome(!answer.get(0).equals(MOVED), new StreamEntryID(answer.get(1)));
  }

  private static List<byte[]> trim(long entriesMax) {
    return List.of(TRIM.get(0), TRIM.get(1), Link.utf8(Long.toString(entriesMax)));
  }

  private static void addCommand(
      List<byte[]> arguments, Entry entry, StreamEntryID expected, List<byte[]> trim) {
    BusMessage message = entry.message();
    arguments.add(Link.utf8(message.isReplay() ? message.id() : ""));
    int count = trim.size() + 1 + entry.fields().size();
    arguments.add(Link.utf8(Integer.toString(count)));
    arguments.addAll(trim);
    arguments.add(Link.utf8(entry.id(expected)));
    arguments.addAll(entry.fields());
  }
}
