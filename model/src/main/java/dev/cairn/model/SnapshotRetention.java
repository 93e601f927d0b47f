package dev.cairn.model;

import dev.cairn.Version;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many snapshots of a stream are kept. Loading needs the newest one; the others are for when it
 * is damaged, and make states of the past quicker to find.
 *
 * <p>Whatever lies beyond the version that was just saved (it may be of another process that is
 * ahead, or of a history that this log does not have) never makes the one just saved superfluous:
 * so many are kept up to it and so many beyond, twice the number at most.
 *
 * @param kept how many, 1 or greater
 */
public record SnapshotRetention(int kept) {

  /** How many are kept unless told. */
  public static final int KEPT_DEFAULT = 3;

  /** Keeps {@link #KEPT_DEFAULT}. */
  public static final SnapshotRetention DEFAULT = new SnapshotRetention(KEPT_DEFAULT);

  /** Checks the number. */
  public SnapshotRetention {
    if (kept < 1) {
      throw new IllegalArgumentException("1 snapshot or more is kept, not " + kept);
    }
  }

  /** Which of these versions of a stream are to be deleted when that one has been saved. */
  public List<Version> superfluous(Collection<Version> versions, Version saved) {
    List<Version> newestFirst = versions.stream().sorted(Comparator.reverseOrder()).toList();
    return Stream.concat(
            newestFirst.stream().filter(version -> version.compareTo(saved) > 0).skip(kept),
            newestFirst.stream().filter(version -> version.compareTo(saved) <= 0).skip(kept))
        .toList();
  }
}
