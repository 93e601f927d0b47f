package dev.cairn.relay.redis;

import dev.cairn.Position;
import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.testkit.Eventually;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the messages of one lane as a relay does: after each failure it asks where to go on, and
 * begins behind that.
 *
 * @param bus where to
 * @param lane which one
 * @param messages all of the lane, in their order
 * @param confirmed how many of them have been confirmed, ever
 */
record TestRelay(Bus bus, Lane lane, List<BusMessage> messages, AtomicInteger confirmed) {

  private static final int BATCH_MESSAGES = 100;

  /** The relay of one of several lanes, whose messages are dealt out in turn. */
  static TestRelay of(Bus bus, Lane lane, List<BusMessage> all) {
    List<BusMessage> own =
        all.stream()
            .filter(message -> message.position().sequence() % lane.count() == lane.index())
            .toList();
    return new TestRelay(bus, lane, own, new AtomicInteger());
  }

  /** Sends all of them, however often the bus fails. */
  void run() {
    try (BusLane way = bus.open(lane)) {
      int next = 0;
      boolean asking = true;
      while (asking || next < messages.size()) {
        try {
          if (asking) {
            next = firstBehind(way.last().orElseThrow());
            asking = false;
          }
          int from = next;
          int to = Math.min(from + BATCH_MESSAGES, messages.size());
          if (from < to) {
            way.send(messages.subList(from, to), count -> confirm(from + count));
          }
          next = to;
        } catch (RedisUnavailableException | TailLostException e) {
          asking = true;
          Thread.onSpinWait();
        }
      }
    } catch (Exception e) {
      throw new AssertionError("lane " + lane.index(), e);
    }
  }

  private int firstBehind(Position last) {
    int next = 0;
    while (next < messages.size() && messages.get(next).position().compareTo(last) <= 0) {
      next++;
    }
    return next;
  }

  private void confirm(int count) {
    confirmed.accumulateAndGet(count, Math::max);
  }

  /** Waits until that many are confirmed. */
  void awaitConfirmed(int count) {
    Eventually.holds(
        "%d messages of lane %d are confirmed".formatted(count, lane.index()),
        () -> confirmed.get() >= count);
  }
}
