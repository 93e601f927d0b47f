package dev.cairn.proofs.internal;

import dev.cairn.log.LogLine;
import dev.cairn.merkle.Hash;
import dev.cairn.proofs.LeafRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * The bytes of one {@link LeafRecord} after the other, made of lines without making the record. Not
 * safe for use by several threads at once.
 */
final class LeafBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final int POSITION_AT = 1;
  private static final int ID_AT = POSITION_AT + Long.BYTES;
  static final int VERSION_AT = ID_AT + 2 * Long.BYTES;
  private static final int TIME_AT = VERSION_AT + Long.BYTES;
  static final int PREVIOUS_AT = TIME_AT + Long.BYTES;
  private static final int CONTENT_AT = PREVIOUS_AT + Hash.BYTES;

  /** Behind the length of the name, which has one byte. */
  private static final int STREAM_AT = CONTENT_AT + Hash.BYTES + 1;

  private final MessageDigest sha256;
  private final byte[] bytes = new byte[LeafRecord.MOST_BYTES];
  private int streamEnd;
  private int length;

  /** With a digest of its own. */
  LeafBytes() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    bytes[0] = LeafRecord.FORMAT;
  }

  /** Makes the record of an event, but for the leaf hash of the one before it in its stream. */
  void set(LogLine event) {
    UUID id = event.id();
    LONG.set(bytes, POSITION_AT, event.position().sequence());
    LONG.set(bytes, ID_AT, id.getMostSignificantBits());
    LONG.set(bytes, ID_AT + Long.BYTES, id.getLeastSignificantBits());
    LONG.set(bytes, VERSION_AT, event.version().number());
    LONG.set(bytes, TIME_AT, event.micros());
    event.update(sha256);
    try {
      var _ = sha256.digest(bytes, CONTENT_AT, Hash.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("the array has room for the digest", e);
    }
    streamEnd = event.writeStream(bytes, STREAM_AT);
    bytes[STREAM_AT - 1] = (byte) (streamEnd - STREAM_AT);
    length = event.writeType(bytes, streamEnd + 1);
    bytes[streamEnd] = (byte) (length - streamEnd - 1);
  }

  /** Hashes the name of the stream. */
  void stream(NameHash hash) {
    hash.set(bytes, STREAM_AT, streamEnd);
  }

  /** Holds the record, from its beginning; the leaf hash of the event before is to be set in it. */
  byte[] array() {
    return bytes;
  }

  /** The bytes of the record. */
  int length() {
    return length;
  }

  /** The bytes of the record, copied. */
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }
}
