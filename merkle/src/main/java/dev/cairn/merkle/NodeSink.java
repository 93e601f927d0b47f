package dev.cairn.merkle;

/** Who is told of the nodes of a growing tree, each once its subtree is complete. */
@FunctionalInterface
interface NodeSink {

  /**
   * The subtree of the 2^level leaves that begin at {@code index << level} is complete. Children
   * come before their parent.
   *
   * @param hashes holds its hash at the offset, during this call only
   */
  void completed(int level, long index, byte[] hashes, int offset);
}
