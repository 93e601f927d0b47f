package dev.cairn.model;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.model.internal.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32C;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A snapshot as one line of JSON, the form in which every store keeps it:
 *
 * <pre>
 * {"format":1,"store":"…","aggregate_type":"account","aggregate_id":"account-1","version":100,
 *  "position":4711,"event":"…","timestamp":"…","schema":1,"folding":1,"state":{…},"crc":"9d2c31e0"}
 * </pre>
 *
 * <p>The keys stand in this order. {@code crc} is the CRC32C of all that stands before it, as in a
 * line of the log. Keys that a later release may put before {@code state} are passed over.
 */
public final class SnapshotLine {

  /** The format that is written, and the newest that is read. */
  public static final int FORMAT = 1;

  /** More bytes than the line of any snapshot has. */
  public static final int BYTES_MAX = Snapshot.STATE_BYTES_MAX + (8 << 10);

  private static final byte[] STATE = ascii(",\"state\":");
  private static final byte[] CRC = ascii(",\"crc\":\"");
  private static final byte[] END = ascii("\"}\n");
  private static final int CRC_DIGITS = 8;
  private static final int TAIL = CRC.length + CRC_DIGITS + END.length;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private SnapshotLine() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the line of a snapshot, with the line feed that ends it. */
  public static byte[] encode(Snapshot snapshot) {
    byte[] head = EventJson.mapper().writeValueAsBytes(head(snapshot));
    byte[] state = snapshot.state().bytes();
    int behindHead = head.length - 1; // Its closing brace makes way for the rest.
    int bodyEnd = behindHead + STATE.length + state.length;
    byte[] line = Arrays.copyOf(head, bodyEnd + TAIL);
    System.arraycopy(STATE, 0, line, behindHead, STATE.length);
    System.arraycopy(state, 0, line, behindHead + STATE.length, state.length);
    System.arraycopy(CRC, 0, line, bodyEnd, CRC.length);
    byte[] digits = ascii(checksum(line, bodyEnd));
    System.arraycopy(digits, 0, line, bodyEnd + CRC.length, CRC_DIGITS);
    System.arraycopy(END, 0, line, line.length - END.length, END.length);
    return line;
  }

  private static ObjectNode head(Snapshot snapshot) {
    ObjectNode head = EventJson.mapper().createObjectNode();
    head.put("format", FORMAT);
    head.put("store", snapshot.store().toString());
    head.put("aggregate_type", snapshot.aggregateType());
    head.put("aggregate_id", snapshot.stream().value());
    head.put("version", snapshot.version().number());
    Position position = snapshot.position();
    if (position.partition() == 0 && position.child() == 0) {
      head.put("position", position.sequence());
    } else {
      head.put("position", position.toString());
    }
    head.put("event", snapshot.event().toString());
    head.put("timestamp", TIME.format(snapshot.timestamp()));
    head.put("schema", snapshot.schema());
    head.put("folding", snapshot.folding());
    return head;
  }

  /**
   * Returns the snapshot of a line, if it is, to the byte, one that was written. The array must not
   * be changed afterwards.
   */
  public static Found decode(byte[] line) {
    int bodyEnd = line.length - TAIL;
    if (bodyEnd <= 0
        || !Arrays.equals(CRC, 0, CRC.length, line, bodyEnd, bodyEnd + CRC.length)
        || !Arrays.equals(END, 0, END.length, line, line.length - END.length, line.length)) {
      return new Found.Damaged("it does not end with a checksum");
    }
    String said = new String(line, bodyEnd + CRC.length, CRC_DIGITS, StandardCharsets.ISO_8859_1);
    String found = checksum(line, bodyEnd);
    if (!said.equals(found)) {
      return new Found.Damaged("its checksum does not fit: its bytes have %s".formatted(found));
    }
    try {
      return parsed(line, bodyEnd);
    } catch (RuntimeException e) {
      return new Found.Damaged("it is no snapshot: " + e.getMessage());
    }
  }

  /** Like {@link #decode(byte[])}, of a line that must be of that version of that stream. */
  public static Found decode(byte[] line, StreamId stream, Version version) {
    return switch (decode(line)) {
      case Found.Intact(Snapshot snapshot)
          when !snapshot.stream().equals(stream) || !snapshot.version().equals(version) ->
          new Found.Damaged(
              "it is of version %s of '%s'".formatted(snapshot.version(), snapshot.stream()));
      case Found found -> found;
    };
  }

  private static Found parsed(byte[] line, int bodyEnd) {
    int stateAt = indexOf(line, STATE, bodyEnd);
    byte[] head = Arrays.copyOf(line, stateAt + 1);
    head[stateAt] = '}';
    JsonNode keys = EventJson.mapper().readTree(head);
    int format = keys.required("format").intValue();
    if (format > FORMAT) {
      return new Found.Damaged(
          "it is too new: its format is %d, this release reads %d".formatted(format, FORMAT));
    }
    int from = stateAt + STATE.length;
    Snapshot snapshot =
        new Snapshot(
            StoreId.parse(text(keys, "store")),
            StreamId.of(text(keys, "aggregate_id")),
            Version.of(keys.required("version").longValue()),
            Position.parse(keys.required("position").asString()),
            UUID.fromString(text(keys, "event")),
            Instant.parse(text(keys, "timestamp")),
            keys.required("schema").intValue(),
            keys.required("folding").intValue(),
            Payload.verified(Payload.JSON, line, from, bodyEnd - from));
    return snapshot.aggregateType().equals(text(keys, "aggregate_type"))
        ? new Found.Intact(snapshot)
        : new Found.Damaged("its aggregate_type is not that of its aggregate_id");
  }

  private static String text(JsonNode keys, String key) {
    return keys.required(key).stringValue();
  }

  /** The first place is the key: what stands before are keys and plain values, quotes escaped. */
  private static int indexOf(byte[] line, byte[] part, int end) {
    for (int at = 0; at + part.length <= end; at++) {
      if (Arrays.equals(part, 0, part.length, line, at, at + part.length)) {
        return at;
      }
    }
    throw new IllegalArgumentException("it has no state");
  }

  private static String checksum(byte[] line, int end) {
    CRC32C crc = new CRC32C();
    crc.update(line, 0, end);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
