package dev.cairn.relay.redis;

import dev.cairn.flow.Lane;
import java.nio.charset.StandardCharsets;

/**
 * The stream that a relay writes, or the streams where it has several lanes. Beside them lies the
 * hash {@code <key>:relay}, which says how many lanes there are and whose events they hold, and
 * beside a stream that had replays the set {@code <stream>:replays} of the latest of them.
 * Immutable.
 *
 * @param key of the stream of a relay with one lane; those of more lanes are {@code <key>:0},
 *     {@code <key>:1} and so on. 1 to {@link #KEY_BYTES_MAX} bytes
 * @param form how a message stands in an entry
 * @param entriesMax about how many entries a stream keeps, at least 1; older ones go. {@link
 *     #KEEP_ALL} keeps all of them
 */
public record RedisStream(String key, EntryForm form, long entriesMax) {

  /** Nothing is ever removed from the stream. */
  public static final long KEEP_ALL = Long.MAX_VALUE;

  /** Most bytes of a key. */
  public static final int KEY_BYTES_MAX = 512;

  /** Checks the limits. */
  public RedisStream {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > KEY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a key has 1 to %d bytes, not %d".formatted(KEY_BYTES_MAX, bytes));
    }
    if (entriesMax < 1) {
      throw new IllegalArgumentException(
          "a stream keeps at least 1 entry, not %d".formatted(entriesMax));
    }
  }

  /** The stream of that key, which keeps all entries, in the binary form. */
  public static RedisStream of(String key) {
    return new RedisStream(key, EntryForm.BINARY, KEEP_ALL);
  }

  /** The same with entries of that form. Entries of both may stand in one stream. */
  public RedisStream withForm(EntryForm other) {
    return new RedisStream(key, other, entriesMax);
  }

  /** The same, which keeps about that many entries, a few more rather than less. */
  public RedisStream withEntriesMax(long most) {
    return new RedisStream(key, form, most);
  }

  /** The key of the stream of a lane. */
  public String keyOf(Lane lane) {
    return lane.count() == 1 ? key : key + ":" + lane.index();
  }

  /** The key of the set that says which replays a lane sent last. */
  public String replaysKeyOf(Lane lane) {
    return keyOf(lane) + ":replays";
  }

  /** The key of the hash that says how many lanes there are and whose events they hold. */
  public String notesKey() {
    return key + ":relay";
  }
}
