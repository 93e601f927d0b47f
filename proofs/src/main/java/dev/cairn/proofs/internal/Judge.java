package dev.cairn.proofs.internal;

import dev.cairn.log.LogLines;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TileComparison;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileWriter;
import dev.cairn.merkle.TreeBuilder;
import dev.cairn.merkle.TreeHasher;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.FilePlace;
import dev.cairn.proofs.PositionRange;
import dev.cairn.proofs.Tampering;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/**
 * Judges the events of a log, one after the other, and makes its tree of them.
 *
 * <p>As long as each event follows the one before it in its stream, and its leaf is the one in the
 * tiles, nothing is to be decided: the root will tell. At the first doubt it looks whether the
 * leaves in the tiles give a signed root ({@link #authority}). Up to there each of them is genuine,
 * so every event can be judged alone: a bad one is named, and the genuine leaf takes its place in
 * the tree and before the next event of its stream, so that no other is bad for its sake. Beyond,
 * only the roots can tell. Used by one thread.
 */
final class Judge {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final StoredTiles stored;
  private final SignedHeads heads;
  private final long streamsMax;

  /** The last position of a tree that was signed, and of any tree at all. */
  private final long signed;

  private final long inTree;
  private final TileComparison comparison;
  private final TreeHasher hasher = new TreeHasher();
  private final byte[] leaf = new byte[Hash.BYTES];
  private final Suspicions suspicions;
  private StreamLeaves streams = new StreamLeaves();
  private TileWriter tree;
  private long tilesBefore;
  private TreeHead ofTiles = TreeHead.EMPTY;
  private LogLines.Place place = LogLines.Place.START;
  private FilePlace last = new FilePlace("events.log", 0, 0, 0);
  private long nextHead;
  private long next = 1;
  private long read;
  private long authority = -1;
  private long gone;

  /** Whether an event is not known, so that the tree cannot be made any more. */
  private boolean broken;

  Judge(StoredTiles stored, SignedHeads heads, long streamsMax) {
    this.stored = stored;
    this.heads = heads;
    this.streamsMax = streamsMax;
    this.signed = heads.largest();
    this.inTree = Math.max(signed, stored.size());
    this.comparison = new TileComparison(stored);
    this.suspicions = new Suspicions(stored);
    this.tree = new TileWriter(this::compare);
    this.nextHead = heads.nextSize();
    meet();
  }

  private void compare(TilePath.Hashes tile, ByteBuffer hashes) {
    long end = (tile.index() * TilePath.FULL_WIDTH + tile.width()) << (8 * tile.level());
    if (end <= stored.size()) {
      comparison.accept(tile, hashes);
    }
  }

  /** Judges what is in a batch. */
  void take(Batch batch) {
    for (int i = 0; i < batch.count; i++) {
      switch (batch.kinds[i]) {
        case EVENT -> event(batch, i);
        case DAMAGED -> damaged(batch, i);
        case EXTRA -> extra(batch, i);
      }
    }
    if (batch.count > 0) {
      last = batch.place(batch.count - 1);
    }
    place = batch.end;
  }

  /** Says what is missing at the end. */
  void end() {
    if (next <= signed) {
      FilePlace behind = new FilePlace(last.file(), last.to(), last.to(), last.line() + 1);
      missing(
          next,
          signed,
          behind,
          String.format(Locale.ROOT, "the log ends at position %,d", next - 1));
    }
  }

  private void event(Batch batch, int item) {
    long slot = batch.slots[item];
    byte[] records = batch.records;
    int at = batch.recordStart(item);
    long claimed = (long) LONG.get(records, at + LeafBytes.POSITION_AT);
    if (slot > next) {
      missing(next, slot - 1, batch.place(item), "here stands the event of " + claimed);
    }
    next = slot + 1;
    read++;
    long version = (long) LONG.get(records, at + LeafBytes.VERSION_AT);
    streams.find(batch.highs[item], batch.lows[item]);
    boolean linked = claimed == slot && streams.version() == version - 1;
    if (slot > inTree) {
      unsigned(batch, item, slot, claimed, version, linked);
      return;
    }
    if (linked) {
      streams.copyLeaf(records, at + LeafBytes.PREVIOUS_AT);
      hasher.leaf(records, at, batch.recordLength(item), leaf, 0);
      if (!stored.holds(slot) || stored.matches(slot, leaf)) {
        accept(batch, item, version);
        return;
      }
    }
    doubt(batch, item, slot, claimed, version, linked);
  }

  private void accept(Batch batch, int item, long version) {
    append();
    streams.put(batch.highs[item], batch.lows[item], version, leaf, 0);
    if (streams.count() > streamsMax) {
      throw new TooManyStreamsException(streamsMax);
    }
  }

  private void append() {
    if (!broken) {
      tree.append(leaf, 0);
      meet();
    }
  }

  private void meet() {
    if (tree.size() == nextHead) {
      heads.meet(tree.head());
      nextHead = heads.nextSize();
    }
    if (tree.size() == stored.size()) {
      tree.writePartialTiles();
      ofTiles = tree.head();
    }
  }

  private void unsigned(
      Batch batch, int item, long slot, long claimed, long version, boolean linked) {
    if (!linked && (claimed != slot || !isExplained(version))) {
      String reason = Suspicions.outOfOrder(slot, claimed, version, streams.version());
      suspicions.add(Suspicions.event(batch, item, slot, "it is not signed yet, and " + reason));
    }
    streams.put(batch.highs[item], batch.lows[item], version, leaf, 0);
  }

  private void doubt(Batch batch, int item, long slot, long claimed, long version, boolean linked) {
    if (slot <= authority()) {
      boolean found = !linked && claimed == slot && suspicions.link(batch, item, slot, version);
      if (found) {
        stored.copyLeaf(slot, leaf, 0);
        streams.find(batch.highs[item], batch.lows[item]);
        accept(batch, item, version);
        return;
      }
      if (linked || claimed != slot || !suspicions.isTired()) {
        String reason =
            linked ? "" : Suspicions.outOfOrder(slot, claimed, version, streams.version());
        suspicions.add(
            Suspicions.event(
                batch, item, slot, "stored bytes do not match the signed tree" + and(reason)));
      }
      suspicions.suspect(batch, item, slot, claimed, version);
      stored.copyLeaf(slot, leaf, 0);
      append();
    } else if (linked) {
      // Event or tile: the root will tell.
      accept(batch, item, version);
    } else {
      if (claimed != slot || !isExplained(version)) {
        suspicions.add(
            Suspicions.event(
                batch,
                item,
                slot,
                Suspicions.outOfOrder(slot, claimed, version, streams.version())));
      }
      broken = true;
      streams.put(batch.highs[item], batch.lows[item], version, leaf, 0);
    }
  }

  /** Whether the events before it in its stream may be among those that are not there. */
  private boolean isExplained(long version) {
    long gap = version - 1 - streams.version();
    return gap > 0 && gap <= gone;
  }

  private static String and(String reason) {
    return reason.isEmpty() ? "" : "; " + reason;
  }

  private void damaged(Batch batch, int item) {
    long from = batch.slots[item];
    long to = batch.slotEnds[item] - 1;
    String reason = "the line cannot be read: its checksum does not fit, or it is no event";
    FilePlace found = batch.place(item);
    if (to < from) {
      suspicions.add(new Tampering.ExtraLine(from, found, reason));
    } else if (to == from) {
      suspicions.add(new Tampering.BadEvent(from, "", 0, "", found, reason));
      lose(from, to);
    } else {
      missing(from, to, found, reason);
    }
    next = to + 1;
  }

  private void extra(Batch batch, int item) {
    long claimed = (long) LONG.get(batch.records, batch.recordStart(item) + LeafBytes.POSITION_AT);
    suspicions.add(
        new Tampering.ExtraLine(
            batch.slots[item],
            batch.place(item),
            String.format(Locale.ROOT, "a line that says position %,d stands here", claimed)));
  }

  private void missing(long from, long to, FilePlace where, String reason) {
    suspicions.add(new Tampering.MissingEvents(new PositionRange(from, to), where, reason));
    lose(from, to);
    next = to + 1;
  }

  /** Goes on behind events that are not there with their genuine leaves, where these are known. */
  private void lose(long from, long to) {
    long known = Math.min(to, authority());
    if (from <= known) {
      suspicions.lose(from, known);
    }
    for (long position = from; position <= known; position++) {
      stored.copyLeaf(position, leaf, 0);
      append();
    }
    gone += to - from + 1;
    broken |= known < to;
  }

  /** Up to which position the leaves in the tiles are genuine: they give a root that was signed. */
  long authority() {
    if (authority < 0) {
      authority = 0;
      TreeBuilder builder = new TreeBuilder();
      byte[] hash = new byte[Hash.BYTES];
      for (SignedHead head : heads.all()) {
        while (builder.size() < head.size() && stored.holds(builder.size() + 1)) {
          stored.copyLeaf(builder.size() + 1, hash, 0);
          builder.append(hash, 0);
        }
        if (builder.size() < head.size()) {
          break;
        }
        if (builder.head().equals(head.head()) && heads.isSigned(head)) {
          authority = head.size();
        }
      }
    }
    return authority;
  }

  /** The positions whose events are proven good. */
  List<PositionRange> proven() {
    long fits = heads.largestFitting().map(SignedHead::size).orElse(0L);
    long known = authority > 0 ? Math.max(authority, fits) : fits;
    return suspicions.lost().othersUpTo(Math.min(known, next - 1));
  }

  /** Whether every event is proven to be what was signed, so that what differs is the tiles. */
  boolean isWhole() {
    return !broken
        && heads.largestFitting().map(SignedHead::size).orElse(-1L) == signed
        && tree.size() >= signed;
  }

  /** Whether the log has this head. */
  boolean fits(TreeHead head) {
    return heads.fits(head);
  }

  SignedHeads heads() {
    return heads;
  }

  Suspicions suspicions() {
    return suspicions;
  }

  StreamLeaves streams() {
    return streams;
  }

  TileComparison comparison() {
    return comparison;
  }

  /** Tiles that were compared, here and before a restart. */
  long tilesCompared() {
    return tilesBefore + comparison.compared();
  }

  /** The head of the tree of the size that the tiles are of; the empty one if it was not made. */
  TreeHead ofTiles() {
    return ofTiles;
  }

  TileWriter tree() {
    return tree;
  }

  /** Sound events that were read. */
  long read() {
    return read;
  }

  /** Events behind the signed tree. */
  long unsigned() {
    return Math.max(0, next - 1 - signed);
  }

  /** Where to read on. */
  LogLines.Place place() {
    return place;
  }

  /**
   * Whether it may be left here and taken up again: all is well, and no tile of leaves is begun.
   */
  boolean isAtRest() {
    return suspicions.isEmpty()
        && authority < 0
        && comparison.different() == 0
        && heads.misfits().isEmpty()
        && tree.size() == next - 1
        && tree.size() % TilePath.FULL_WIDTH == 0;
  }

  /** Goes on where an earlier one was at rest. */
  void resume(ResumePoint from) {
    place = from.place();
    next = from.size() + 1;
    read = from.size();
    tilesBefore = from.tilesCompared();
    streams = from.streams();
    tree = TileWriter.resume(from.size(), from.tiles(), this::compare);
    heads.resume(from.size());
    nextHead = heads.nextSize();
  }
}
