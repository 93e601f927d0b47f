package dev.cairn.log.internal;

import java.util.Arrays;
import java.util.List;

/**
 * Which events of a segment bear a key. Events are named by their ordinals: their places within the
 * segment, from 0.
 */
interface Postings {

  /**
   * A key and the events that bear it.
   *
   * @param key the key
   * @param version in a table of streams, the version of the first of them
   * @param ordinals the events, rising; at least one
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; it goes straight into a file.
  record Row(Key key, long version, int[] ordinals) {

    /** This row and a later one of the same key as one. */
    Row followedBy(Row later) {
      int[] both = Arrays.copyOf(ordinals, ordinals.length + later.ordinals.length);
      System.arraycopy(later.ordinals, 0, both, ordinals.length, later.ordinals.length);
      return new Row(key, version, both);
    }
  }

  /** The number of events that bear a key. */
  int count(Key key);

  /** In a table of streams, the version of the first event that bears a key; 0 if none does. */
  long version(Key key);

  /** Adds the events from an ordinal on that bear a key to a list, rising. */
  void collect(Key key, int from, IntArray into);

  /** All rows. */
  List<Row> rows();
}
