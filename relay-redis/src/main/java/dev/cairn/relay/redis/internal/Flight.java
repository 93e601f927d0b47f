package dev.cairn.relay.redis.internal;

import dev.cairn.flow.BusMessage;
import dev.cairn.flow.LaneHandler;
import dev.cairn.relay.redis.RedisOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * Groups that were sent to a stream and are not answered: while the server adds one, the next one
 * is written. Each is for the end that the one before it will leave, so where one is refused, those
 * behind it are too, and no hole is left. For one thread.
 */
final class Flight {

  private record Sent(List<Entry> group, StreamEntryID expected) {}

  private final Link link;
  private final StreamEnd end;
  private final LaneHandler.Handled confirmed;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private int done;

  /** Where the stream will end once all of them are added; null where only the answer tells. */
  private @Nullable StreamEntryID ahead;

  /**
   * Begins with nothing in flight.
   *
   * @param confirmed is told how many messages the stream has
   */
  Flight(Link link, StreamEnd end, LaneHandler.Handled confirmed) {
    this.link = link;
    this.end = end;
    this.confirmed = confirmed;
  }

  /** Sends a group, after it has waited until few enough are in flight. */
  void add(List<Entry> group) {
    while (sent.size() == RedisOptions.GROUPS_IN_FLIGHT_MAX
        || (!sent.isEmpty() && !mayFollow(group))) {
      awaitFirst();
    }
    StreamEntryID expected = sent.isEmpty() || ahead == null ? end.known(link) : ahead;
    if (StreamEnd.mayHave(expected, group)) {
      end.add(link, group);
      confirm(group);
    } else {
      end.script().send(link, expected, group);
      sent.add(new Sent(group, expected));
      ahead = leaves(group);
    }
  }

  private boolean mayFollow(List<Entry> group) {
    return ahead != null && !StreamEnd.mayHave(ahead, group);
  }

  /** The server chooses the id of one that is sent once more. */
  private static @Nullable StreamEntryID leaves(List<Entry> group) {
    BusMessage last = group.getLast().message();
    return last.isReplay() ? null : new StreamEntryID(last.position().sequence(), 0);
  }

  /** Waits until all are confirmed. */
  void await() {
    while (!sent.isEmpty()) {
      awaitFirst();
    }
  }

  private void awaitFirst() {
    Sent first = sent.removeFirst();
    GroupScript.Outcome outcome = end.script().answer(link);
    if (outcome.added()) {
      end.moved(outcome.top());
      confirm(first.group());
    } else {
      landAll(first, outcome.top());
    }
  }

  /** One was refused: nothing more is sent before all are answered. */
  private void landAll(Sent refused, StreamEntryID top) {
    List<GroupScript.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      outcomes.add(end.script().answer(link));
    }
    end.addMissing(link, refused.group(), refused.expected(), top);
    confirm(refused.group());
    for (GroupScript.Outcome outcome : outcomes) {
      Sent next = sent.removeFirst();
      if (outcome.added()) {
        end.moved(outcome.top());
      } else {
        end.add(link, next.group());
      }
      confirm(next.group());
    }
  }

  private void confirm(List<Entry> group) {
    done += group.size();
    confirmed.upTo(done);
  }
}
