package dev.cairn.proofs;

import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;

/**
 * Makes proofs of events and of whole streams, against one checkpoint of the log. Not safe for use
 * by several threads.
 */
public final class LogProver {

  private final LogTreeReader tree;
  private final SignedNote checkpoint;

  /**
   * Of a tree and the checkpoint that was signed of it. Who signed it is not checked here.
   *
   * @throws IllegalArgumentException if the checkpoint has another head than the tree
   */
  public LogProver(LogTreeReader tree, SignedNote checkpoint) {
    if (!Checkpoint.parse(checkpoint.text()).head().equals(tree.head())) {
      throw new IllegalArgumentException(
          "a tree of %s has not the checkpoint%n%s".formatted(tree.head(), checkpoint));
    }
    this.tree = tree;
    this.checkpoint = checkpoint;
  }

  /**
   * Proves one event.
   *
   * @param position of the event, from 1
   * @throws NotCoveredException if it came after the checkpoint
   * @throws AlteredLogException if the event is not the one that was signed
   * @throws DamagedTilesException if the tiles are not those that were signed
   */
  public LogProof event(Position position) {
    if (position.sequence() > tree.head().size()) {
      throw new NotCoveredException("position " + position, tree.head().size());
    }
    return proof(RecordChain.of(tree.record(position)));
  }

  /**
   * Proves the events of a stream between two versions that it has, both included, and that none
   * between them is left out. It says nothing of later ones.
   *
   * @throws NotCoveredException if the last one came after the checkpoint
   * @throws dev.cairn.LimitExceededException if they are more than {@link RecordChain#MOST_RECORDS}
   * @throws AlteredLogException if one is not what was signed
   * @throws DamagedTilesException if the tiles are not those that were signed
   */
  public LogProof stream(StreamId stream, Version from, Version to) {
    return proof(tree.chain(stream, from, to));
  }

  private LogProof proof(RecordChain chain) {
    return new LogProof(chain, tree.inclusion(chain.last()), checkpoint);
  }
}
