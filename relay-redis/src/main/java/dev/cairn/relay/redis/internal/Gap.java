package dev.cairn.relay.redis.internal;

import dev.cairn.flow.BusMessage;
import dev.cairn.relay.redis.ForeignEntryException;
import dev.cairn.relay.redis.RedisMessage;
import dev.cairn.relay.redis.TailLostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntryBinary;

/**
 * The entries of a stream behind the last one that a lane knows of: those that it added itself and
 * lost the answer of, or that the same relay added in another process. Any others are somebody
 * else's, and an error.
 *
 * @param key of the stream
 * @param known the last one that the lane knows
 * @param top the last one of the stream
 */
record Gap(String key, StreamEntryID known, StreamEntryID top) {

  private static final String PAGE_ENTRIES = "100";

  /**
   * The ids of those of the messages that have been added.
   *
   * @throws TailLostException if the stream ends before the last entry that the lane knows
   * @throws ForeignEntryException if somebody else wrote into it
   */
  Set<String> added(Link link, List<BusMessage> messages) {
    if (top.compareTo(known) < 0) {
      throw new TailLostException(key, known, top);
    }
    Set<String> added =
        found(link, messages.stream().map(BusMessage::id).collect(Collectors.toSet()));
    List<BusMessage> passed =
        messages.stream()
            .filter(message -> !added.contains(message.id()) && isPassed(message))
            .toList();
    if (!passed.isEmpty()) {
      checkTrimmed(link, passed, messages.getLast());
      passed.forEach(message -> added.add(message.id()));
    }
    return added;
  }

  private boolean isPassed(BusMessage message) {
    return !message.isReplay() && message.position().sequence() <= top.getTime();
  }

  private Set<String> found(Link link, Set<String> wanted) {
    Set<String> found = new HashSet<>();
    StreamEntryID behind = known;
    List<StreamEntryBinary> page = page(link, behind);
    while (!page.isEmpty()) {
      page.stream().map(this::messageId).filter(wanted::contains).forEach(found::add);
      behind = page.getLast().getID();
      page = page(link, behind);
    }
    return found;
  }

  private List<StreamEntryBinary> page(Link link, StreamEntryID behind) {
    return link.ask(
        BuilderFactory.STREAM_ENTRY_BINARY_LIST,
        Protocol.Command.XRANGE,
        key,
        "(" + behind,
        top.toString(),
        "COUNT",
        PAGE_ENTRIES);
  }

  private String messageId(StreamEntryBinary entry) {
    Map<String, byte[]> fields = new HashMap<>();
    entry
        .getFields()
        .forEach((name, value) -> fields.put(new String(name, StandardCharsets.UTF_8), value));
    byte @Nullable [] id = fields.get(RedisMessage.ID);
    if (id == null) {
      throw new ForeignEntryException(key, entry.getID(), ForeignEntryException.NO_RELAY);
    }
    return new String(id, StandardCharsets.UTF_8);
  }

  /**
   * Checks that messages that are not there were there: the stream has lost entries, and their
   * places are before the first one that is left.
   */
  private void checkTrimmed(Link link, List<BusMessage> passed, BusMessage last) {
    Top now = Top.read(link, key);
    for (BusMessage message : passed) {
      long position = message.position().sequence();
      boolean before =
          now.first() == null
              ? top.getTime() <= last.reached().sequence()
              : position < now.first().getID().getTime();
      if (!now.lostEntries() || !before) {
        throw new ForeignEntryException(
            key, top, "the place of the event at %d was passed without it".formatted(position));
      }
    }
  }
}
