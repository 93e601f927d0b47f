package dev.cairn.proofs;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.log.LogOptions;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.internal.Tree;
import java.nio.file.Path;

/**
 * The Merkle tree of a log (RFC 9162), whose leaves are the {@link LeafRecord}s of its events: the
 * event at position <i>p</i> is the leaf with the index <i>p</i> − 1. Its tiles lie in {@code
 * tiles/} of the store, in the layout of c2sp.org/tlog-tiles; they are derived from the log and may
 * be deleted at any time.
 *
 * <p>It follows the events that are durable ({@link dev.cairn.log.EventLog#durableHead}), off the
 * way of the appends, in the process of the writer or in another. In a log whose durability is
 * relaxed it stays behind what readers see, so that no power cut takes back what it holds. One at a
 * time follows a store. Thread-safe.
 */
public final class LogTree implements AutoCloseable {

  private final Tree tree;

  private LogTree(Tree tree) {
    this.tree = tree;
  }

  /** Opens the tree of a store with the disk of {@link LogOptions#standard}. */
  public static LogTree open(Path folder, EventReader log) {
    return open(folder, log, LogOptions.standard());
  }

  /**
   * Opens the tree of a store, without hashing anything yet.
   *
   * @param folder of the store
   * @param log a {@link dev.cairn.log.LogStore} or {@link dev.cairn.log.LogReader} of that folder,
   *     which stays open for as long
   * @throws dev.cairn.StoreLockedException if another one follows the store
   * @throws dev.cairn.StoreUnavailableException if the folder cannot be used
   */
  public static LogTree open(Path folder, EventReader log, LogOptions options) {
    return new LogTree(Tree.open(folder, log, options.disk()));
  }

  /**
   * Hashes the events that have become durable, and makes the tiles durable.
   *
   * @return size and root of the tree over all events that are durable
   * @throws dev.cairn.CorruptStoreException if a line is damaged; the tree ends before it
   * @throws dev.cairn.StoreUnavailableException if a file cannot be read or written
   */
  public TreeHead grow() {
    return tree.grow();
  }

  /**
   * Hashes the events that have become durable, so that the next {@link #grow} has less to do. They
   * count only then.
   *
   * @throws dev.cairn.CorruptStoreException if a line is damaged
   * @throws dev.cairn.StoreUnavailableException if a file cannot be read or written
   */
  public void follow() {
    tree.follow();
  }

  /** The head that {@link #grow} returned last, in this process or an earlier one. */
  public TreeHead head() {
    return tree.head();
  }

  /**
   * The record of an event, whose hash is its leaf.
   *
   * @throws IllegalArgumentException if the tree does not hold that position
   */
  public LeafRecord record(Position position) {
    return tree.record(position.sequence());
  }

  /**
   * Proves that an event is in the log.
   *
   * @param position of the event
   * @param size the size of a head that {@link #grow} has returned
   * @throws IllegalArgumentException if a tree of that size does not hold it, or the tree is
   *     smaller
   */
  public InclusionProof inclusion(Position position, long size) {
    return tree.inclusion(position.sequence(), size);
  }

  /**
   * Proves that the log only grew.
   *
   * @param older the size of a head that {@link #grow} has returned
   * @param newer the size of a later one
   * @throws IllegalArgumentException if they are not in this order, or the tree is smaller
   */
  public ConsistencyProof consistency(long older, long newer) {
    return tree.consistency(older, newer);
  }

  /** Lets another one follow the store. */
  @Override
  public void close() {
    tree.close();
  }
}
