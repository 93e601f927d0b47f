package dev.cairn.relay.redis.internal;

import dev.cairn.Position;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.relay.redis.EntryForm;
import dev.cairn.relay.redis.RedisMessage;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.StreamEntryID;

/**
 * A message as an entry of a stream.
 *
 * @param message the message
 * @param fields names and values in turn
 * @param bytes of them all, and what the protocol adds
 */
record Entry(BusMessage message, List<byte[]> fields, long bytes) {

  /** Most names and values: what a script can hand on at once. */
  static final int FIELDS_MAX = 2_000;

  private static final int ARGUMENT_BYTES = 16;

  /**
   * Writes a message as an entry.
   *
   * @throws UndeliverableException if that is not possible
   */
  static Entry of(BusMessage message, EntryForm form) throws UndeliverableException {
    checkPosition(message.position());
    checkPosition(message.reached());
    List<byte[]> fields = new ArrayList<>();
    add(fields, RedisMessage.ID, Link.utf8(message.id()));
    add(fields, RedisMessage.POSITION, Link.utf8(message.position().toString()));
    switch (form) {
      case BINARY -> addAttributes(fields, message);
      case STRUCTURED -> add(fields, RedisMessage.EVENT, CloudEvents.toJson(message.event()));
    }
    if (fields.size() > FIELDS_MAX) {
      throw new UndeliverableException(
          "the event at position %s has too many attributes for an entry: %,d of at most %,d"
              .formatted(message.position(), fields.size() / 2, FIELDS_MAX / 2),
          null);
    }
    long bytes = fields.stream().mapToLong(field -> field.length + ARGUMENT_BYTES).sum();
    return new Entry(message, fields, bytes);
  }

  private static void checkPosition(Position position) throws UndeliverableException {
    if (position.partition() != 0 || position.child() != 0) {
      throw new UndeliverableException(
          "an entry is of a stored event of partition 0; '%s' is another position"
              .formatted(position),
          null);
    }
  }

  private static void addAttributes(List<byte[]> fields, BusMessage message) {
    CloudEvents.attributes(message.event())
        .forEach((name, value) -> add(fields, name, Link.utf8(value)));
    if (!message.event().data().isNone()) {
      add(fields, RedisMessage.DATA, message.event().data().bytes());
    }
  }

  private static void add(List<byte[]> fields, String name, byte[] value) {
    fields.add(Link.utf8(name));
    fields.add(value);
  }

  /** Of the event. */
  long position() {
    return message.position().sequence();
  }

  /**
   * The id under which it is added behind that entry. One that is sent once more has the next free
   * one of the latest position, so that it does not count as progress.
   */
  String id(StreamEntryID behind) {
    if (message.isReplay()) {
      return Math.max(message.reached().sequence(), behind.getTime()) + "-*";
    }
    return position() + "-0";
  }
}
