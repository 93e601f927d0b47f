package dev.cairn.proofs.internal;

import dev.cairn.StreamId;
import dev.cairn.log.LogLine;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TreeHasher;
import dev.cairn.proofs.LeafRecord;
import java.security.SecureRandom;

/**
 * The leaf hashes of a log, event after event. Each needs that of the event before it in its
 * stream: from memory, or else from where earlier ones are kept. Not safe for use by several
 * threads.
 */
public final class LeafHashes {

  /** Where the leaf hash of an earlier event is looked up. */
  public interface Earlier {
    /** The leaf hash of the event of a stream that has this version. */
    Hash leaf(StreamId stream, long version);
  }

  private static final SecureRandom SECRETS = new SecureRandom();

  private final Earlier earlier;
  private final LastLeaves last;
  private final TreeHasher hasher = new TreeHasher();
  private final LeafBytes record = new LeafBytes();
  private final NameHash key = new NameHash(SECRETS.nextLong(), SECRETS.nextLong());
  private final byte[] leaf = new byte[Hash.BYTES];

  /**
   * Begins with no memory of any stream.
   *
   * @param streamsMax of so many nearly all last leaves are remembered: a power of two
   * @param earlier where the others are
   */
  public LeafHashes(int streamsMax, Earlier earlier) {
    this.earlier = earlier;
    this.last = new LastLeaves(streamsMax);
  }

  /**
   * The leaf hash of the event that follows the last one.
   *
   * @return the same array each time
   */
  public byte[] next(LogLine event) {
    record.set(event);
    record.stream(key);
    long high = key.high();
    long low = key.low();
    long version = event.version().number();
    setPrevious(event, high, low, version - 1);
    hasher.leaf(record.array(), 0, record.length(), leaf, 0);
    last.put(high, low, version, leaf, 0);
    return leaf;
  }

  /** The record that {@link #next} hashed last. */
  byte[] record() {
    return record.copy();
  }

  private void setPrevious(LogLine event, long high, long low, long version) {
    byte[] target = record.array();
    if (version == 0) {
      LeafRecord.NONE.copyTo(target, LeafBytes.PREVIOUS_AT);
    } else if (!last.get(high, low, version, target, LeafBytes.PREVIOUS_AT)) {
      earlier.leaf(event.stream(), version).copyTo(target, LeafBytes.PREVIOUS_AT);
    }
  }
}
