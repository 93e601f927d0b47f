package dev.cairn.proofs.internal;

import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TreeHasher;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.LogVerification;
import dev.cairn.proofs.PositionRange;
import dev.cairn.proofs.Tampering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was found so far that is not as it was signed, and the events of which nothing is known but
 * their genuine leaves. One of those may be the one before a good event in its stream: which one,
 * the hash of the good event tells. Used by one thread.
 */
final class Suspicions {

  /** So many leaves are tried in all; each takes a hash. */
  static final int TRIALS_MAX = 1 << 21;

  /** Most events that are remembered by what they claim to be. */
  static final int CLAIMS_MAX = 1 << 16;

  /** What an event claims to be: a version of a stream. */
  private record Claim(long high, long low, long version) {}

  private final StoredTiles stored;
  private final List<Tampering> found = new ArrayList<>();
  private final PositionSet lost = new PositionSet();
  private final Map<Claim, Long> claims = new HashMap<>();
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] hash = new byte[Hash.BYTES];
  private final byte[] genuine = new byte[Hash.BYTES];
  private int trials;
  private long more;

  Suspicions(StoredTiles stored) {
    this.stored = stored;
  }

  /** What is wrong with the order of an event, in words. */
  static String outOfOrder(long slot, long claimed, long version, long before) {
    return claimed == slot
        ? String.format(
            Locale.ROOT,
            "its line says version %,d, and the stream has %,d before it",
            version,
            before)
        : String.format(Locale.ROOT, "its line says position %,d", claimed);
  }

  /** An event that is bad, with what its line says. */
  static Tampering.BadEvent event(Batch batch, int item, long slot, String reason) {
    LeafRecord record = record(batch, item);
    return new Tampering.BadEvent(
        slot,
        record.stream().value(),
        record.version().number(),
        record.type().value(),
        batch.place(item),
        reason);
  }

  private static LeafRecord record(Batch batch, int item) {
    return LeafRecord.parse(
        Arrays.copyOfRange(batch.records, batch.recordStart(item), batch.recordEnds[item]));
  }

  boolean isEmpty() {
    return found.isEmpty() && more == 0;
  }

  void add(Tampering tampering) {
    if (found.size() < LogVerification.TAMPERINGS_MAX) {
      found.add(tampering);
    } else {
      more++;
    }
  }

  /** What was found, in the order of the positions. */
  List<Tampering> found() {
    return List.copyOf(found);
  }

  /** How much was found beside that. */
  long more() {
    return more;
  }

  /** The positions that are not proven good. */
  PositionSet lost() {
    return lost;
  }

  /** Events that are not there. */
  void lose(long from, long to) {
    lost.add(from, to);
  }

  /** An event that is there and not proven good. */
  void suspect(Batch batch, int item, long slot, long claimed, long version) {
    lost.add(slot, slot);
    if (claimed == slot && claims.size() < CLAIMS_MAX) {
      claims.put(new Claim(batch.highs[item], batch.lows[item], version), slot);
    }
  }

  /** Whether it no longer looks for what stands before an event. */
  boolean isTired() {
    return trials >= TRIALS_MAX;
  }

  /**
   * Looks for the event before a good one in its stream among those of which nothing is known; true
   * if it is there, and so the event is good.
   */
  boolean link(Batch batch, int item, long slot, long version) {
    stored.copyLeaf(slot, genuine, 0);
    Long claimed = claims.get(new Claim(batch.highs[item], batch.lows[item], version - 1));
    if (claimed != null && isBefore(claimed, batch, item)) {
      identify(claimed, batch, item);
      return true;
    }
    for (PositionRange range : version == 1 ? List.<PositionRange>of() : lost.latest()) {
      for (long position = range.to(); position >= range.from() && !isTired(); position--) {
        trials++;
        if (isBefore(position, batch, item)) {
          identify(position, batch, item);
          return true;
        }
      }
    }
    return false;
  }

  private boolean isBefore(long position, Batch batch, int item) {
    int at = batch.recordStart(item);
    stored.copyLeaf(position, batch.records, at + LeafBytes.PREVIOUS_AT);
    hasher.leaf(batch.records, at, batch.recordLength(item), hash, 0);
    return Arrays.equals(hash, genuine);
  }

  /** What stands before a good event in its stream is known by that one, if by nothing else. */
  private void identify(long position, Batch batch, int item) {
    LeafRecord behind = record(batch, item);
    found.replaceAll(tampering ->
        tampering instanceof Tampering.BadEvent bad
                && bad.position() == position
                && bad.stream().isEmpty()
            ? new Tampering.BadEvent(
                position,
                behind.stream().value(),
                behind.version().number() - 1,
                "",
                bad.place(),
                bad.reason())
            : tampering);
  }
}
