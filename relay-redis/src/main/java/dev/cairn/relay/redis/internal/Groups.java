package dev.cairn.relay.redis.internal;

import dev.cairn.flow.BusMessage;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.relay.redis.RedisOptions;
import java.util.ArrayList;
import java.util.List;

/** Takes as many messages as may be sent at once. */
final class Groups {

  private Groups() {}

  /** Writes one message. */
  @FunctionalInterface
  interface Form<T> {
    T write(BusMessage message) throws UndeliverableException;
  }

  /** What a written message takes. */
  @FunctionalInterface
  interface Size<T> {
    long bytes(T written);
  }

  /**
   * The next group, of at least one message.
   *
   * @param messages of which the first one comes next
   * @param bytesMax most bytes of a message
   * @throws UndeliverableException if the first one can never be sent; a later one ends the group
   */
  static <T> List<T> next(
      List<BusMessage> messages, RedisOptions options, long bytesMax, Form<T> form, Size<T> size)
      throws UndeliverableException {
    List<T> group = new ArrayList<>();
    long bytes = 0;
    for (BusMessage message : messages) {
      try {
        T written = form.write(message);
        long own = checked(size.bytes(written), bytesMax, message);
        boolean full = bytes + own > options.groupBytesMax() && !group.isEmpty();
        if (full || group.size() == options.groupMessagesMax()) {
          return group;
        }
        group.add(written);
        bytes += own;
      } catch (UndeliverableException e) {
        if (group.isEmpty()) {
          throw e;
        }
        return group;
      }
    }
    return group;
  }

  private static long checked(long bytes, long bytesMax, BusMessage message)
      throws UndeliverableException {
    if (bytes > bytesMax) {
      throw new UndeliverableException(
          """
          the message of the event at position %s has %,d bytes; at most %,d may be sent (the \
          option messageBytesMax, or the server's proto-max-bulk-len)\
          """
              .formatted(message.position(), bytes, bytesMax),
          null);
    }
    return bytes;
  }
}
