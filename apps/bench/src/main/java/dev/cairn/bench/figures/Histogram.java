package dev.cairn.bench.figures;

/**
 * Counts durations in buckets whose width grows with the value, so that a percentile is exact to
 * about 3 %, whatever its size. Values below {@link #EXACT_BELOW} are exact. Used by one thread;
 * those of several threads are added up afterwards.
 */
public final class Histogram {

  /** Buckets of each doubling of the value. */
  private static final int SUB_BUCKETS = 32;

  private static final int SUB_BITS = Integer.numberOfTrailingZeros(SUB_BUCKETS);

  /** Values below this have a bucket each. */
  static final int EXACT_BELOW = SUB_BUCKETS * 2;

  private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB_BUCKETS];
  private long count;

  /** Counts one value; a negative one counts as 0. */
  public void add(long value) {
    counts[bucket(Math.max(value, 0))]++;
    count++;
  }

  /** Counts all that the other counted. */
  public void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
  }

  /** The number of values. */
  public long count() {
    return count;
  }

  /**
   * The value that at least this share of all values does not exceed, rounded up to the end of its
   * bucket; 0 where nothing was counted.
   *
   * @param share above 0, up to 1
   */
  public long percentile(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1, not " + share);
    }
    long rank = (long) Math.ceil(share * count);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return last(i);
      }
    }
    return 0;
  }

  private static int bucket(long value) {
    if (value < EXACT_BELOW) {
      return (int) value;
    }
    int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return doublings * SUB_BUCKETS + (int) (value >>> doublings);
  }

  /** The greatest value of a bucket. */
  private static long last(int bucket) {
    if (bucket < EXACT_BELOW) {
      return bucket;
    }
    int doublings = bucket / SUB_BUCKETS - 1;
    long leading = bucket - (long) doublings * SUB_BUCKETS;
    return ((leading + 1) << doublings) - 1;
  }
}
