package dev.cairn.model.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The ids of the events that one stored event was split into: RFC 9562 §5.5. */
public final class ChildIds {

  private ChildIds() {}

  /** The id of a child, counted from 1. */
  public static UUID of(UUID parent, int child) {
    MessageDigest sum = sha1();
    sum.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(parent.getMostSignificantBits())
            .putLong(parent.getLeastSignificantBits())
            .flip());
    sum.update(Integer.toString(child).getBytes(StandardCharsets.US_ASCII));
    ByteBuffer hash = ByteBuffer.wrap(sum.digest());
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
