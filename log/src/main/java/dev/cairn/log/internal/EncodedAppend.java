package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.LimitExceededException;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An append whose lines are written but for what only the committer knows: position, commit,
 * version and time. Made in the caller's thread, so that the committer has little left to do.
 *
 * @param append what was asked for
 * @param lines a piece for each event
 * @param bytes of all pieces
 * @param repeated the first event whose id another one before it gives to the same stream, counted
 *     from 0; -1 if there is none
 */
record EncodedAppend(Append append, List<Piece> lines, long bytes, int repeated) {

  /** An event's id in its stream. */
  private record EventKey(Key stream, Key id) {}

  /** A longer line would be taken for damage; there is room for what the committer adds. */
  static final int LINE_BYTES_MAX = Line.BYTES_MAX - 1_024;

  /** Offsets in a segment are 31 bits; it may have had 1 GiB before. */
  static final int BYTES_MAX = 512 << 20;

  /** The two stretches of a line that do not depend on the commit. */
  static final class Piece {

    private final byte[] bytes;
    private final int split;
    private final IndexKeys keys;

    private Piece(byte[] bytes, int split, IndexKeys keys) {
      this.bytes = bytes;
      this.split = split;
      this.keys = keys;
    }

    IndexKeys keys() {
      return keys;
    }

    int size() {
      return bytes.length;
    }

    /**
     * Adds the whole line with its line feed; returns its checksum.
     *
     * @param stamp the time as it is written
     */
    int write(long position, long commit, long version, Ascii stamp, Ascii out) {
      int start = out.length();
      out.add("{\"position\":").add(position).add(",\"commit\":").add(commit);
      out.add(bytes, 0, split).add(version).add(",\"timestamp\":\"").add(stamp);
      out.add('"').add(bytes, split, bytes.length - split);
      return Line.end(out, start);
    }
  }

  /**
   * Encodes.
   *
   * @throws LimitExceededException if the lines are larger than the format allows, whatever the
   *     store's own limits are
   */
  static EncodedAppend of(Append append) {
    List<Append.Entry> entries = append.entries();
    List<Piece> lines = new ArrayList<>(entries.size());
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      RequestKey request = i == 0 ? append.request().orElse(null) : null;
      Piece piece = piece(entries.get(i), i + 1, entries.size(), request);
      LimitExceededException.check("bytes of a line", piece.size(), LINE_BYTES_MAX);
      bytes += piece.size();
      LimitExceededException.check("bytes of the lines of an append", bytes, BYTES_MAX);
      lines.add(piece);
    }
    return new EncodedAppend(append, lines, bytes, repeated(lines));
  }

  private static int repeated(List<Piece> lines) {
    if (lines.size() > 1) {
      Set<EventKey> met = HashSet.newHashSet(lines.size());
      for (int i = 0; i < lines.size(); i++) {
        IndexKeys keys = lines.get(i).keys();
        if (!met.add(new EventKey(keys.stream(), keys.id()))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** The number of its events. */
  int size() {
    return lines.size();
  }

  /** The piece of one of its events, counted from 0. */
  Piece piece(int index) {
    return lines.get(index);
  }

  private static Piece piece(
      Append.Entry entry, int index, int count, @Nullable RequestKey request) {
    NewEvent event = entry.event();
    Ascii out = new Ascii(256 + event.data().size() + event.metadata().size());
    if (count > 1) {
      out.add(",\"of\":[").add(index).add(',').add(count).add(']');
    }
    head(entry.stream(), event, out);
    int split = out.length();
    tail(event, request, out);
    return new Piece(out.toBytes(), split, IndexKeys.of(entry, request));
  }

  private static void head(StreamId stream, NewEvent event, Ascii out) {
    out.add(",\"id\":\"").add(event.id().toString()).add("\",\"type\":");
    JsonWriter.string(event.type().value(), out);
    out.add(",\"aggregate_id\":");
    JsonWriter.string(stream.value(), out);
    out.add(",\"version\":");
  }

  private static void tail(NewEvent event, @Nullable RequestKey request, Ascii out) {
    out.add(",\"schema\":").add(event.schema());
    tags(event, out);
    if (request != null) {
      out.add(",\"request\":{\"id\":");
      JsonWriter.string(request.id(), out);
      out.add(",\"digest\":\"").add(request.digest()).add("\"}");
    }
    if (!event.data().isJson()) {
      out.add(",\"content_type\":");
      JsonWriter.string(event.data().contentType(), out);
    }
    payload("data", event.data(), out);
    if (!event.metadata().isNone()) {
      if (!event.metadata().isJson()) {
        out.add(",\"metadata_content_type\":");
        JsonWriter.string(event.metadata().contentType(), out);
      }
      payload("metadata", event.metadata(), out);
    }
  }

  private static void tags(NewEvent event, Ascii out) {
    char separator = '[';
    for (Tag tag : event.tags()) {
      out.add(separator == '[' ? ",\"tags\":[" : ",");
      JsonWriter.string(tag.value(), out);
      separator = ',';
    }
    if (separator == ',') {
      out.add(']');
    }
  }

  private static void payload(String key, Payload payload, Ascii out) {
    out.add(",\"").add(key);
    if (payload.isJson()) {
      out.add("\":").add(payload.bytes());
    } else {
      out.add("_base64\":\"").add(Base64.getEncoder().encode(payload.bytes())).add('"');
    }
  }
}
