package dev.cairn.log.internal;

import dev.cairn.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an index looks up: 128 bits. An event id is its own key; a name is the first half of its
 * SHA-256, so that nobody can make two names with one key.
 *
 * @param high the first 64 bits
 * @param low the others
 */
record Key(long high, long low) implements Comparable<Key> {

  /** No key is less. */
  static final Key LEAST = new Key(0, 0);

  private static final int KNOWN_MAX = 1 << 14;
  private static final Map<String, Key> KNOWN = new ConcurrentHashMap<>();

  static Key of(UUID id) {
    return new Key(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  static Key of(StreamId stream) {
    return of(stream.value());
  }

  /** Types, tags and categories are few and come again with every event. */
  static Key of(String name) {
    Key known = KNOWN.get(name);
    if (known != null) {
      return known;
    }
    Key key = digest(name);
    if (KNOWN.size() >= KNOWN_MAX) {
      KNOWN.clear();
    }
    KNOWN.put(name, key);
    return key;
  }

  private static Key digest(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
      return new Key(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** All bits are random, or those of an id that ends in random ones. */
  @Override
  public int hashCode() {
    return Long.hashCode(low);
  }

  @Override
  public int compareTo(Key other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }
}
