package dev.cairn.log.internal;

/** A block of an index is not what was written: the index is made anew from its segment. */
final class DamagedIndexException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DamagedIndexException(int block) {
    super("block %d of an index is damaged".formatted(block));
  }
}
