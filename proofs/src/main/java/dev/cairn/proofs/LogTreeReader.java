package dev.cairn.proofs;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.Disk;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.Subtree;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileReader;
import dev.cairn.merkle.TreeBuilder;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TreeProver;
import dev.cairn.merkle.UnprovenException;
import dev.cairn.proofs.internal.StoredRecords;
import dev.cairn.proofs.internal.TreeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The tree of a log as it was at one head, read from the tiles of the store beside whoever follows
 * the log ({@link LogTree}). It takes no lock and writes nothing. Whatever it returns was proven to
 * be what that head commits to, so a head whose signature was checked is enough to trust it.
 *
 * <p>Not safe for use by several threads: readers are cheap, each takes its own.
 */
public final class LogTreeReader {

  /** Bits of the number of hashes in a full tile. */
  private static final int TILE_BITS = 8;

  private final TreeFolder folder;
  private final TreeHead head;
  private final TileReader tiles;
  private final TreeProver prover;
  private final StoredRecords records;

  private LogTreeReader(TreeFolder folder, EventReader log, TreeHead head, long kept) {
    this.folder = folder;
    this.head = head;
    this.tiles = new TileReader(kept, folder);
    this.prover = new TreeProver(tiles);
    this.records = new StoredRecords(log, tiles);
  }

  /**
   * Opens the tree of a store.
   *
   * @param store the folder of the store
   * @param log a reader of that store, which stays open for as long
   * @param disk where the tiles are read
   * @param head of the tree, as it was signed
   * @throws AlteredLogException if the log has fewer events than the tree
   * @throws DamagedTilesException if the tiles are those of a smaller tree, or of none
   * @throws dev.cairn.StoreUnavailableException if a file cannot be read
   */
  public static LogTreeReader open(Path store, EventReader log, Disk disk, TreeHead head) {
    long events = log.head().sequence();
    if (events < head.size()) {
      throw new AlteredLogException(
          Position.of(events + 1),
          "it ends at position %d, and %d events were signed".formatted(events, head.size()));
    }
    TreeFolder folder = new TreeFolder(disk, store);
    try {
      long kept = folder.kept().size();
      if (kept < head.size()) {
        throw new DamagedTilesException(
            folder.place(),
            new IllegalStateException(
                "it holds %d events of the %d that were signed".formatted(kept, head.size())));
      }
      return new LogTreeReader(folder, log, head, kept);
    } catch (IOException e) {
      throw folder.unavailable(e);
    }
  }

  /** The head that it is read at. */
  public TreeHead head() {
    return head;
  }

  /**
   * The record of an event.
   *
   * @param position of the event, which the tree has
   */
  public LeafRecord record(Position position) {
    Objects.checkIndex(position.sequence() - 1, head.size());
    return genuine(() -> records.ofLog(position.sequence(), 1)).getFirst();
  }

  /**
   * The records of events that follow each other in a stream.
   *
   * @param from the version of the first
   * @param to the version of the last, which the stream has
   * @throws NotCoveredException if the last one is not in the tree
   * @throws dev.cairn.LimitExceededException if they are more than {@link RecordChain#MOST_RECORDS}
   */
  public RecordChain chain(StreamId stream, Version from, Version to) {
    long last = tell(() -> records.position(stream, to.number()));
    if (last > head.size()) {
      throw new NotCoveredException("version %s of %s".formatted(to, stream), head.size());
    }
    return new RecordChain(genuine(() -> records.ofStream(stream, from.number(), to.number())));
  }

  /** Compares each record with its leaf, and proves the last one, which holds those before it. */
  private List<LeafRecord> genuine(Supplier<List<LeafRecord>> reading) {
    return tell(() -> {
      List<LeafRecord> found = reading.get();
      found.forEach(record -> compare(record, tiles.hash(0, record.position().sequence() - 1)));
      prove(found.getLast());
      return found;
    });
  }

  private void compare(LeafRecord record, Hash leaf) {
    if (!record.leafHash().equals(leaf)) {
      prover.inclusion(record.position().sequence() - 1, head.size()).verify(leaf, head);
      throw new AlteredLogException(
          record.position(),
          "the event at position %s, version %s of %s, was changed"
              .formatted(record.position(), record.version(), record.stream()));
    }
  }

  private InclusionProof prove(LeafRecord record) {
    InclusionProof proof = prover.inclusion(record.position().sequence() - 1, head.size());
    proof.verify(record.leafHash(), head);
    return proof;
  }

  /**
   * Proves that an event is in the tree.
   *
   * @param record of the event, as this reader gave it
   */
  public InclusionProof inclusion(LeafRecord record) {
    return tell(() -> prove(record));
  }

  /**
   * Proves that the tree begins with all of an older one.
   *
   * @param older not larger than this one
   * @throws UnprovenException if it does not
   * @throws DamagedTilesException if the tiles are not those of this tree
   */
  public ConsistencyProof consistency(TreeHead older) {
    ConsistencyProof proof = consistency(older.size());
    proof.verify(older, head);
    return proof;
  }

  /**
   * Proves that the tree begins with what it was when it had fewer leaves.
   *
   * @param older how many, not more than now
   * @throws DamagedTilesException if the tiles are not those of this tree
   */
  public ConsistencyProof consistency(long older) {
    return tell(() -> {
      ConsistencyProof made = prover.consistency(older, head.size());
      made.verify(prover.head(older), head);
      return made;
    });
  }

  /**
   * The hashes of a tile, or the first of them where the tree has grown since.
   *
   * @param tile all of whose hashes the tree has
   * @throws DamagedTilesException if they are not those of this tree
   */
  public byte[] tile(TilePath.Hashes tile) {
    return tell(() -> {
      int level = tile.level() * TILE_BITS;
      long first = tile.index() * TilePath.FULL_WIDTH;
      TreeBuilder tree = new TreeBuilder();
      byte[] hashes = new byte[tile.width() * Hash.BYTES];
      for (int i = 0; i < tile.width(); i++) {
        Hash hash = tiles.hash(level, first + i);
        hash.copyTo(hashes, i * Hash.BYTES);
        tree.append(hash);
      }
      Subtree below = new Subtree(first << level, (first + tile.width()) << level);
      prover.consistency(below, head.size()).verify(tree.head().root(), head);
      return hashes;
    });
  }

  /**
   * The records of the events in a bundle.
   *
   * @param bundle all of whose entries the tree has
   */
  public List<LeafRecord> entries(TilePath.Entries bundle) {
    byte[] leaves = tile(new TilePath.Hashes(0, bundle.index(), bundle.width()));
    long first = bundle.index() * TilePath.FULL_WIDTH + 1;
    return tell(() -> {
      List<LeafRecord> found = records.ofLog(first, bundle.width());
      for (int i = 0; i < found.size(); i++) {
        compare(found.get(i), Hash.of(leaves, i * Hash.BYTES));
      }
      return found;
    });
  }

  /** Whatever is wrong with the tiles is told as that. */
  private <T> T tell(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (MerkleException damaged) {
      throw new DamagedTilesException(folder.place(), damaged);
    } catch (UncheckedIOException e) {
      throw folder.unavailable(Objects.requireNonNull(e.getCause()));
    }
  }
}
