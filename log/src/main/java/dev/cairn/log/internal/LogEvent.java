package dev.cairn.log.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.log.LogLine;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An event as it stands on a line. The line is walked over once; id, time, tags and payloads are
 * decoded when they are asked for.
 */
public final class LogEvent implements LogLine {

  private static final List<String> NOT_EXPORTED = List.of("commit", "crc");

  private final byte[] line;
  private final LineFields fields;
  private final EventType type;
  private final StreamId stream;

  private LogEvent(byte[] line, LineFields fields, EventType type, StreamId stream) {
    this.line = line;
    this.fields = fields;
    this.type = type;
    this.stream = stream;
  }

  /**
   * Reads a line whose checksum was found right.
   *
   * @param line the line's bytes without the line feed; must not change
   * @throws IllegalArgumentException if a field that every line has is missing or malformed
   */
  static LogEvent parse(byte[] line) {
    LineFields fields = LineFields.of(line);
    return new LogEvent(
        line,
        fields,
        RecentNames.newType(line, fields.type, fields.typeEnd),
        RecentNames.newStream(line, fields.stream, fields.streamEnd));
  }

  /** Like {@link #parse(byte[])}, with the names of the lines that were read before it. */
  static LogEvent parse(byte[] line, RecentNames names) {
    LineFields fields = LineFields.of(line);
    return new LogEvent(
        line,
        fields,
        names.type(line, fields.type, fields.typeEnd),
        names.stream(line, fields.stream, fields.streamEnd));
  }

  /** The line without its line feed; nobody changes it. */
  byte[] line() {
    return line;
  }

  /** The bytes that it holds on to. */
  int size() {
    return line.length;
  }

  long sequence() {
    return fields.position;
  }

  long commit() {
    return fields.commit;
  }

  /** The event's place in its append, from 1. */
  int ofIndex() {
    return (int) fields.ofIndex;
  }

  /** The number of events of its append. */
  int ofCount() {
    return (int) fields.ofCount;
  }

  long versionNumber() {
    return fields.version;
  }

  @Override
  public long micros() {
    int from = fields.timestamp + 1;
    int end = from + Timestamps.LENGTH;
    return end < line.length && line[end] == '"'
        ? Timestamps.parse(line, from, end)
        : Timestamps.parse(string(fields.timestamp));
  }

  Optional<RequestKey> request() {
    if (fields.request < 0) {
      return Optional.empty();
    }
    JsonScan scan = scan(fields.request);
    scan.expect('{');
    String id = "";
    String digest = "";
    do {
      String key = scan.string();
      scan.expect(':');
      String value = scan.string();
      id = key.equals("id") ? value : id;
      digest = key.equals("digest") ? value : digest;
    } while (scan.accept(','));
    return Optional.of(new RequestKey(id, digest));
  }

  @Override
  public Position position() {
    return Position.of(fields.position);
  }

  @Override
  public StreamId stream() {
    return stream;
  }

  @Override
  public Version version() {
    return new Version(fields.version);
  }

  @Override
  public UUID id() {
    return Hex.uuid(line, fields.id + 1).orElseGet(() -> UUID.fromString(string(fields.id)));
  }

  @Override
  public EventType type() {
    return type;
  }

  @Override
  public int schema() {
    return Math.toIntExact(fields.schema);
  }

  @Override
  public Instant timestamp() {
    return Timestamps.instant(micros());
  }

  @Override
  public Set<Tag> tags() {
    if (fields.tags < 0) {
      return Set.of();
    }
    Set<Tag> tags = new LinkedHashSet<>();
    JsonScan scan = scan(fields.tags);
    scan.expect('[');
    do {
      tags.add(new Tag(scan.string()));
    } while (scan.accept(','));
    return Collections.unmodifiableSet(tags);
  }

  @Override
  public Payload data() {
    return payload(fields.data, fields.dataEnd, fields.dataBase64, fields.contentType);
  }

  @Override
  public Payload metadata() {
    return payload(
        fields.metadata, fields.metadataEnd, fields.metadataBase64, fields.metadataContentType);
  }

  private Payload payload(int from, int to, boolean base64, int contentType) {
    if (from < 0) {
      return Payload.none();
    }
    if (!base64) {
      return Payload.verified(Payload.JSON, line, from, to - from);
    }
    byte[] bytes = Base64.getDecoder().decode(string(from));
    String type = contentType < 0 ? "application/octet-stream" : string(contentType);
    return Payload.verified(type, bytes, 0, bytes.length);
  }

  private String string(int at) {
    return scan(at).string();
  }

  private JsonScan scan(int at) {
    return new JsonScan(line, at, line.length);
  }

  @Override
  public void update(MessageDigest digest) {
    digest.update(line, 0, line.length - Line.TRAILER);
  }

  @Override
  public int writeStream(byte[] target, int at) {
    return writeName(fields.stream, fields.streamEnd, target, at);
  }

  @Override
  public int writeType(byte[] target, int at) {
    return writeName(fields.type, fields.typeEnd, target, at);
  }

  /** The name stands between quotes, and some of its characters may be escaped. */
  private int writeName(int from, int end, byte[] target, int at) {
    int length = end - from - 2;
    if (EightBytes.indexOf(line, '\\', from + 1, from + 1 + length) >= 0) {
      byte[] name = string(from).getBytes(UTF_8);
      System.arraycopy(name, 0, target, at, name.length);
      return at + name.length;
    }
    System.arraycopy(line, from + 1, target, at, length);
    return at + length;
  }

  /** Writes the line without what is said only of the way the log keeps it. */
  public void export(OutputStream out) throws IOException {
    JsonScan scan = scan(0);
    char separator = '{';
    scan.expect(separator);
    do {
      int from = scan.at();
      boolean kept = scan.word(NOT_EXPORTED, 0) < 0;
      scan.expect(':');
      scan.skipValue();
      if (kept) {
        out.write(separator);
        out.write(line, from, scan.at() - from);
        separator = ',';
      }
    } while (scan.accept(','));
    out.write('}');
    out.write('\n');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogEvent that && Arrays.equals(line, that.line);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(line);
  }

  /** The line as it stands in the file. */
  @Override
  public String toString() {
    return new String(line, UTF_8);
  }
}
