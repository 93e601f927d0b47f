package dev.cairn.flow;

import dev.cairn.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A bus in memory that breaks as it is told to. Thread-safe. */
final class ScriptedBus implements Bus {

  private final List<BusMessage> messages = new ArrayList<>();
  private final Set<Long> tooLarge = new ConcurrentSkipListSet<>();
  private final boolean canTell;
  private boolean isDown;
  private boolean isBroken;
  private int losesAnswerAfter = -1;

  ScriptedBus(boolean canTell) {
    this.canTell = canTell;
  }

  synchronized void down(boolean now) {
    isDown = now;
  }

  /** Takes so many more messages, then loses the answer once. */
  synchronized void losesAnswerAfter(int count) {
    losesAnswerAfter = count;
  }

  /** Loses the last messages, and all connections. */
  synchronized void losesLast(int count) {
    messages.subList(messages.size() - count, messages.size()).clear();
    isBroken = true;
  }

  /** Loses all connections, and nothing else. */
  synchronized void breaks() {
    isBroken = true;
  }

  void refuses(long position, boolean now) {
    var _ = now ? tooLarge.add(position) : tooLarge.remove(position);
  }

  synchronized List<Long> positions() {
    return messages.stream().map(message -> message.position().sequence()).toList();
  }

  synchronized List<BusMessage> messages() {
    return List.copyOf(messages);
  }

  @Override
  public String description() {
    return "scripted";
  }

  @Override
  public BusLane open(Lane lane) {
    return new BusLane() {
      @Override
      public Optional<Position> last() throws IOException {
        return lastOf();
      }

      @Override
      public void send(List<BusMessage> sent, LaneHandler.Handled confirmed) throws Exception {
        for (int i = 0; i < sent.size(); i++) {
          take(sent.get(i));
          confirmed.upTo(i + 1);
        }
      }

      @Override
      public void close() {}
    };
  }

  private synchronized Optional<Position> lastOf() throws IOException {
    if (isDown) {
      throw new IOException("connection refused");
    }
    if (!canTell) {
      return Optional.empty();
    }
    return Optional.of(messages.isEmpty() ? Position.START : messages.getLast().reached());
  }

  private synchronized void take(BusMessage message) throws Exception {
    if (isDown) {
      throw new IOException("connection refused");
    }
    if (isBroken) {
      isBroken = false;
      throw new IOException("broken pipe");
    }
    if (tooLarge.contains(message.position().sequence())) {
      throw new UndeliverableException("the message is too large", null);
    }
    if (canTell && !message.isReplay() && !message.position().isAfter(lastOf().orElseThrow())) {
      return; // It takes it for one that it has, as JetStream and Redis do.
    }
    if (losesAnswerAfter == 0) {
      losesAnswerAfter = -1;
      messages.add(message);
      throw new IOException("connection reset");
    }
    losesAnswerAfter -= losesAnswerAfter > 0 ? 1 : 0;
    messages.add(message);
  }

  @Override
  public void close() {}
}
