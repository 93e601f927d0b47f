package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.EventType;
import dev.cairn.InvalidNameException;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TreeHasher;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;

/**
 * What the tree of a log commits to for one event: its place, its name, and a hash of its line. The
 * line itself is not in it, so that a proof can be shown without what happened. The bytes are laid
 * out as {@code docs/format.md} says.
 *
 * <p>Each record holds the leaf hash of the event before it in its stream: who trusts the leaf of a
 * stream's last event can be shown all of its events, and that none is left out.
 *
 * @param position of the event in the log; its leaf has the index before it
 * @param id of the event
 * @param stream it belongs to
 * @param version of the event in its stream
 * @param previous the leaf hash of the event before it in its stream; {@link #NONE} for the first
 * @param type of the event
 * @param timestamp when it was recorded, in microseconds
 * @param content SHA-256 of its line before {@code ,"crc"}
 */
public record LeafRecord(
    Position position,
    UUID id,
    StreamId stream,
    Version version,
    Hash previous,
    EventType type,
    Instant timestamp,
    Hash content) {

  /** In the place of the leaf before the first one of a stream. */
  public static final Hash NONE = Hash.of(new byte[Hash.BYTES]);

  /** What its first byte says. */
  public static final int FORMAT = 1;

  /** The bytes before the names. */
  static final int FIXED_BYTES = 1 + 8 + 16 + 8 + 8 + 2 * Hash.BYTES;

  /** The bytes of the longest record. */
  public static final int MOST_BYTES = FIXED_BYTES + 2 * (1 + 255);

  /** The record as it is hashed. */
  public byte[] bytes() {
    byte[] streamName = stream.value().getBytes(UTF_8);
    byte[] typeName = type.value().getBytes(UTF_8);
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + 2 + streamName.length + typeName.length);
    out.put((byte) FORMAT).putLong(position.sequence());
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    out.putLong(version.number()).putLong(micros(timestamp));
    out.put(previous.bytes()).put(content.bytes());
    out.put((byte) streamName.length).put(streamName);
    return out.put((byte) typeName.length).put(typeName).array();
  }

  /** Microseconds since 1970-01-01T00:00:00Z. */
  public static long micros(Instant timestamp) {
    return timestamp.getEpochSecond() * 1_000_000 + timestamp.getNano() / 1_000;
  }

  /** The hash of the leaf that holds it. */
  public Hash leafHash() {
    return new TreeHasher().leaf(bytes());
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if it is not written as {@link #bytes} writes it
   */
  public static LeafRecord parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < FIXED_BYTES || in.get() != FORMAT) {
      throw new IllegalArgumentException(
          "not a leaf record of format %d, which has %d bytes and two names"
              .formatted(FORMAT, FIXED_BYTES));
    }
    long position = in.getLong();
    UUID id = new UUID(in.getLong(), in.getLong());
    long version = in.getLong();
    Instant timestamp = Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
    Hash previous = hash(in);
    Hash content = hash(in);
    String stream = name(in);
    String type = name(in);
    if (in.hasRemaining() || position < 1 || version < 1) {
      throw new IllegalArgumentException(
          "not a leaf record: position %d, version %d, and %d bytes behind it"
              .formatted(position, version, in.remaining()));
    }
    return new LeafRecord(
        Position.of(position),
        id,
        named(StreamId::of, stream),
        Version.of(version),
        previous,
        named(EventType::of, type),
        timestamp,
        content);
  }

  private static <T> T named(Function<String, T> maker, String name) {
    try {
      return maker.apply(name);
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException("a name in a leaf record is none: " + e.getMessage(), e);
    }
  }

  private static Hash hash(ByteBuffer in) {
    byte[] hash = new byte[Hash.BYTES];
    in.get(hash);
    return Hash.of(hash);
  }

  private static String name(ByteBuffer in) {
    int length = in.hasRemaining() ? Byte.toUnsignedInt(in.get()) : -1;
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a leaf record ends within a name");
    }
    ByteBuffer name = in.slice(in.position(), length);
    in.position(in.position() + length);
    try {
      return UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name in a leaf record is not UTF-8", e);
    }
  }
}
