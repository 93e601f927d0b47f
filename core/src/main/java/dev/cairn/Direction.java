package dev.cairn;

/** Which end of a window a read begins at. */
public enum Direction {
  /** Oldest first. */
  FORWARDS,
  /** Newest first. */
  BACKWARDS
}
