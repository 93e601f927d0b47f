package dev.cairn.proofs.internal;

import dev.cairn.merkle.TreeHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tree heads that a log has signed, held against its tree while that grows. Used by one thread.
 */
final class SignedHeads {

  /** A head that the log does not have. */
  record Misfit(SignedHead signed, TreeHead actual) {}

  /** Most misfits that are kept: the first of them are told. */
  static final int MISFITS_MAX = 100;

  private final List<SignedHead> heads;
  private final Predicate<SignedHead> isSigned;
  private final List<Misfit> misfits = new ArrayList<>();
  private final List<SignedHead> fitting = new ArrayList<>();
  private int next;

  /**
   * Of these.
   *
   * @param isSigned whether the log has signed a head; asked only where the answer matters
   */
  SignedHeads(List<SignedHead> heads, Predicate<SignedHead> isSigned) {
    this.heads = heads.stream().sorted(Comparator.comparingLong(SignedHead::size)).toList();
    this.isSigned = isSigned;
  }

  /** The size of the largest one. */
  long largest() {
    return heads.isEmpty() ? 0 : heads.getLast().size();
  }

  /** The size at which the tree is to be held against the next one. */
  long nextSize() {
    return next < heads.size() ? heads.get(next).size() : Long.MAX_VALUE;
  }

  /** Passes over those up to a size: they were met before. */
  void resume(long size) {
    while (nextSize() <= size) {
      fitting.add(heads.get(next++));
    }
  }

  /** Holds the heads of that size against the tree. */
  void meet(TreeHead actual) {
    while (nextSize() == actual.size()) {
      SignedHead signed = heads.get(next++);
      if (signed.head().equals(actual)) {
        fitting.add(signed);
      } else if (misfits.size() < MISFITS_MAX) {
        misfits.add(new Misfit(signed, actual));
      }
    }
  }

  /** Whether the log was found to have a head. */
  boolean fits(TreeHead head) {
    return fitting.stream().anyMatch(signed -> signed.head().equals(head));
  }

  /** All of them, the smallest first. */
  List<SignedHead> all() {
    return heads;
  }

  boolean isSigned(SignedHead head) {
    return isSigned.test(head);
  }

  /** Those that the log does not have, the smallest first. */
  List<Misfit> misfits() {
    return List.copyOf(misfits);
  }

  /** The largest that the log has and has signed. */
  Optional<SignedHead> largestFitting() {
    return fitting.reversed().stream().filter(isSigned).findFirst();
  }
}
