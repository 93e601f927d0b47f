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
import java.util.UUID;

/**
 * The bytes of one {@link LeafRecord} after the other, made of lines without making the record. Not
 * safe for use by several threads at once.
 */
public final class LeafBytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final int POSITION_AT = 1;
  private static final int ID_AT = POSITION_AT + Long.BYTES;
  static final int VERSION_AT = ID_AT + 2 * Long.BYTES;
  private static final int TIME_AT = VERSION_AT + Long.BYTES;
  static final int PREVIOUS_AT = TIME_AT + Long.BYTES;
  private static final int CONTENT_AT = PREVIOUS_AT + Hash.BYTES;

  private final MessageDigest sha256;
  private final byte[] bytes = new byte[LeafRecord.MOST_BYTES];
  private int length;

  /** With a digest of its own. */
  public LeafBytes() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    bytes[0] = LeafRecord.FORMAT;
  }

  /**
   * Makes the record of an event.
   *
   * @param previous holds the leaf hash of the event before it in its stream
   * @param at where that begins
   */
  public void set(LogLine event, byte[] previous, int at) {
    UUID id = event.id();
    LONG.set(bytes, POSITION_AT, event.position().sequence());
    LONG.set(bytes, ID_AT, id.getMostSignificantBits());
    LONG.set(bytes, ID_AT + Long.BYTES, id.getLeastSignificantBits());
    LONG.set(bytes, VERSION_AT, event.version().number());
    LONG.set(bytes, TIME_AT, LeafRecord.micros(event.timestamp()));
    System.arraycopy(previous, at, bytes, PREVIOUS_AT, Hash.BYTES);
    event.update(sha256);
    try {
      var _ = sha256.digest(bytes, CONTENT_AT, Hash.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("the array has room for the digest", e);
    }
    int stream = CONTENT_AT + Hash.BYTES;
    int type = event.writeStream(bytes, stream + 1);
    bytes[stream] = (byte) (type - stream - 1);
    length = event.writeType(bytes, type + 1);
    bytes[type] = (byte) (length - type - 1);
  }

  /** Holds the record, from its beginning. */
  public byte[] array() {
    return bytes;
  }

  /** The bytes of the record. */
  public int length() {
    return length;
  }

  /** The bytes of the record, copied. */
  public byte[] copy() {
    return java.util.Arrays.copyOf(bytes, length);
  }
}
