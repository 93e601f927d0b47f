package dev.cairn.proofs.internal;

import dev.cairn.AsOf;
import dev.cairn.CorruptStoreException;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogLine;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.ProvenTiles;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileReader;
import dev.cairn.merkle.TileWriter;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TreeProver;
import dev.cairn.proofs.LeafRecord;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * The tree of a log as it grows: reads the events that are durable, hashes their leaves, and writes
 * the tiles. Not safe for use by several threads.
 */
final class Growth {

  /** Streams of which the last leaf is remembered, in 128 MiB; of others it is looked up. */
  static final int STREAMS_MAX = 1 << 20;

  /** Tiles that are kept for looking up leaves, 8 MiB. */
  private static final int TILES_MAX = 1_024;

  /** Bits of the number of hashes in a full tile. */
  private static final int TILE_BITS = 8;

  private final EventReader log;
  private final TreeFolder folder;
  private final LeafHashes leaves = new LeafHashes(STREAMS_MAX, this::earlier);

  private TileWriter tree;
  private ProvenTiles tiles;
  private TreeHead kept;

  /** Goes on with what is kept in the folder; makes anew what does not fit the log. */
  Growth(EventReader log, TreeFolder folder) throws IOException {
    this.log = log;
    this.folder = folder;
    this.kept = folder.kept();
    this.tree = new TileWriter(folder);
    this.tiles = new ProvenTiles(tree, folder, TILES_MAX);
    if (kept.size() > 0 && !resumes()) {
      System.getLogger("dev.cairn.proofs")
          .log(
              Level.WARNING,
              "the tree in {0} is not that of the log; it is made anew",
              folder.place());
      tree = new TileWriter(folder);
      tiles = new ProvenTiles(tree, folder, TILES_MAX);
      kept = TreeHead.EMPTY;
    }
  }

  /** Whether the tiles are those of the head that is kept, and end with the event they should. */
  private boolean resumes() {
    if (kept.size() > log.head().sequence()) {
      return false;
    }
    try {
      tree = TileWriter.resume(kept.size(), folder, folder);
      tiles = new ProvenTiles(tree, folder, TILES_MAX);
      return tree.head().equals(kept)
          && record(kept.size()).leafHash().equals(tiles.hash(0, kept.size() - 1));
    } catch (MerkleException e) {
      return false;
    }
  }

  /** The head up to which the tiles are durable. */
  TreeHead kept() {
    return kept;
  }

  /**
   * Hashes what is durable by now, and makes its tiles durable; where a line is damaged, before.
   */
  void grow() throws IOException {
    try {
      follow();
    } catch (CorruptStoreException e) {
      keep();
      throw e;
    }
    keep();
  }

  /** Hashes what is durable by now. */
  void follow() {
    try (Cursor<RecordedEvent> events = log.read(behind())) {
      while (events.hasNext()) {
        tree.append(leaves.next(line(events.next())), 0);
      }
      var _ = log.head(); // Where the log is damaged behind them, this says so.
    }
  }

  /** The events that are not hashed yet, of a log as far as no power cut takes them back. */
  private ReadRequest behind() {
    ReadRequest.OfLog behind = ReadRequest.all().after(Position.of(tree.size()));
    return log instanceof EventLog sure ? behind.asOf(AsOf.position(sure.durableHead())) : behind;
  }

  private static LogLine line(RecordedEvent event) {
    if (event instanceof LogLine line) {
      return line;
    }
    throw new IllegalArgumentException("a tree is of a log, not of a " + event.getClass());
  }

  private void keep() throws IOException {
    if (tree.size() > kept.size()) {
      tree.writePartialTiles();
      folder.keep(tree.head());
      dropPartial();
      kept = tree.head();
    }
  }

  /** The partial tiles that were kept last may be full by now. */
  private void dropPartial() throws IOException {
    int level = 0;
    for (long before = kept.size(); before > 0; before >>>= TILE_BITS) {
      long index = before / TilePath.FULL_WIDTH;
      boolean isFull = (tree.size() >>> (level * TILE_BITS)) / TilePath.FULL_WIDTH > index;
      if (before % TilePath.FULL_WIDTH != 0 && isFull) {
        folder.dropPartial(new TilePath.Hashes(level, index, TilePath.FULL_WIDTH));
      }
      level++;
    }
  }

  /** The hash of an earlier leaf, proven to belong to the tree. */
  private Hash earlier(StreamId stream, long version) {
    Version only = Version.of(version);
    try (Cursor<RecordedEvent> found =
        log.read(ReadRequest.stream(stream).from(only).to(only).backwards())) {
      return tiles.hash(0, found.next().position().sequence() - 1);
    }
  }

  /** The record of an event that was hashed. */
  LeafRecord record(long position) {
    try (Cursor<RecordedEvent> found =
        log.read(ReadRequest.all().after(Position.of(position - 1)).limit(1))) {
      LeafHashes alone = new LeafHashes(1, this::earlier);
      var _ = alone.next(line(found.next()));
      return LeafRecord.parse(alone.record());
    }
  }

  /** The proof that a tree of a size that was kept holds an event, checked. */
  InclusionProof inclusion(long position, long size) {
    TreeProver prover = prover();
    InclusionProof proof = prover.inclusion(position - 1, size);
    TreeHead head = prover.head(size);
    proof.verify(record(position).leafHash(), head);
    checkOlder(head);
    return proof;
  }

  /** The proof that a tree of a size that was kept begins with an older one, checked. */
  ConsistencyProof consistency(long older, long newer) {
    TreeProver prover = prover();
    ConsistencyProof proof = prover.consistency(older, newer);
    TreeHead head = prover.head(newer);
    proof.verify(prover.head(older), head);
    checkOlder(head);
    return proof;
  }

  /** Whether a head that tiles give is one that the tree had. */
  private void checkOlder(TreeHead head) {
    prover().consistency(head.size(), kept.size()).verify(head, kept);
  }

  /** From the tiles of today: those of an older size may be gone. */
  private TreeProver prover() {
    return new TreeProver(new TileReader(kept.size(), folder));
  }
}
