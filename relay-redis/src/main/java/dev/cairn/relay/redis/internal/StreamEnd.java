package dev.cairn.relay.redis.internal;

import dev.cairn.flow.Lane;
import dev.cairn.relay.redis.ForeignEntryException;
import dev.cairn.relay.redis.RedisStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * Where the stream of a lane ends, as far as the lane knows. A group is added only if that is still
 * so, and if it is not, it finds out why before it adds anything: so no group leaves a hole,
 * whatever became of the server. For one thread at a time.
 */
final class StreamEnd {

  /** How often the end of the stream may move while a group is added. */
  private static final int MOVES_MAX = 100;

  private final String key;
  private final GroupScript script;
  private @Nullable StreamEntryID known;

  /** Of a stream of which nothing is known yet. */
  StreamEnd(RedisStream stream, Lane lane) {
    this.key = stream.keyOf(lane);
    this.script = new GroupScript(key, stream.replaysKeyOf(lane), stream.entriesMax());
  }

  GroupScript script() {
    return script;
  }

  /** The last id, which is asked for where it is not known. */
  StreamEntryID known(Link link) {
    if (known == null) {
      known = Top.read(link, key).id();
    }
    return known;
  }

  /** The stream ends there now. */
  void moved(StreamEntryID top) {
    known = top;
  }

  /** Whether a stream that ends there may have some of the messages already. */
  static boolean mayHave(StreamEntryID top, List<Entry> group) {
    return group.stream()
        .anyMatch(entry -> !entry.message().isReplay() && entry.position() <= top.getTime());
  }

  /** Adds those of a group that the stream does not have, and waits for the answer. */
  void add(Link link, List<Entry> group) {
    addRest(link, withoutEarlier(link, group));
  }

  /**
   * Adds those that the stream does not have of a group that was refused.
   *
   * @param expected the end that the group was for
   * @param top the end that the stream had instead
   */
  void addMissing(Link link, List<Entry> group, StreamEntryID expected, StreamEntryID top) {
    List<Entry> rest = missing(link, new Gap(key, expected, top), group);
    known = top;
    addRest(link, rest);
  }

  private void addRest(Link link, List<Entry> group) {
    List<Entry> rest = group;
    for (int moves = 0; !rest.isEmpty(); moves++) {
      StreamEntryID expected = known(link);
      script.send(link, expected, rest);
      GroupScript.Outcome outcome = script.answer(link);
      if (outcome.added()) {
        rest = List.of();
      } else if (moves == MOVES_MAX) {
        throw new ForeignEntryException(key, outcome.top(), "its end moves again and again");
      } else {
        rest = missing(link, new Gap(key, expected, outcome.top()), rest);
      }
      known = outcome.top();
    }
  }

  /** Without those that are sent again although the stream has them. */
  private List<Entry> withoutEarlier(Link link, List<Entry> group) {
    StreamEntryID top = known(link);
    return group.stream()
        .filter(entry -> !entry.message().isReplay())
        .mapToLong(Entry::position)
        .filter(position -> position <= top.getTime())
        .min()
        .stream()
        .mapToObj(first -> new Gap(key, new StreamEntryID(first - 1, Long.MAX_VALUE), top))
        .findAny()
        .map(gap -> missing(link, gap, group))
        .orElse(group);
  }

  private static List<Entry> missing(Link link, Gap gap, List<Entry> entries) {
    Set<String> added = gap.added(link, entries.stream().map(Entry::message).toList());
    return entries.stream().filter(entry -> !added.contains(entry.message().id())).toList();
  }
}
