package dev.cairn.log;

/** How a {@link LogStore} holds the right to write to its folder. */
public enum LockMode {

  /** From opening to closing: nobody else writes meanwhile. For a server, and the fastest. */
  EXCLUSIVE,

  /**
   * For some milliseconds of group writes, and not at all while nothing is appended: so several
   * stores, in several processes or in one, may have the same folder open and append to it by
   * turns. All of them check their conditions against what all of them wrote. While a store that is
   * {@link #EXCLUSIVE} has the folder open, those that are shared go on reading, and their appends
   * are refused.
   */
  SHARED
}
