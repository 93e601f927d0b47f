package dev.cairn.log.internal;

import java.util.ArrayList;
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

  /**
   * In a table of streams, the version of the last event up to an ordinal that bears a key; 0 if
   * none does.
   */
  long lastVersion(Key key, long most);

  /** Adds the events from an ordinal on that bear a key to a list, rising. */
  void collect(Key key, int from, IntArray into);

  /** The greatest key; {@link Key#LEAST} if there is none. */
  Key greatest();

  /** All rows, sorted by key, each key once. */
  List<Row> rows();

  /**
   * The rows of two tables as one.
   *
   * @param earlier sorted by key
   * @param later sorted by key; all its events come behind those of the other
   */
  static List<Row> merged(List<Row> earlier, List<Row> later) {
    if (earlier.isEmpty() || later.isEmpty()) {
      return earlier.isEmpty() ? later : earlier;
    }
    List<Row> merged = new ArrayList<>(earlier.size() + later.size());
    int next = 0;
    for (Row row : earlier) {
      while (next < later.size() && later.get(next).key().compareTo(row.key()) < 0) {
        merged.add(later.get(next++));
      }
      boolean both = next < later.size() && later.get(next).key().equals(row.key());
      merged.add(both ? row.followedBy(later.get(next++)) : row);
    }
    merged.addAll(later.subList(next, later.size()));
    return merged;
  }
}
