package dev.cairn.witness;

import dev.cairn.merkle.ConsistencyProof;

/** Where a client takes the proof from that a witness asks for: the log's own tree. */
@FunctionalInterface
public interface ProofSource {

  /** The proof between two sizes of the log; the older one may be any, as the witness says it. */
  ConsistencyProof between(long oldSize, long newSize);
}
