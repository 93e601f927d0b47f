package dev.cairn.flow;

/**
 * One of the lanes that a processor sorts events into by their key: within a lane they are handled
 * in order, those of several lanes at the same time.
 *
 * @param index from 0
 * @param count how many there are
 */
public record Lane(int index, int count) {

  /** Most lanes of a processor. */
  public static final int COUNT_MAX = 256;

  /** Checks the numbers. */
  public Lane {
    if (count < 1 || count > COUNT_MAX || index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "a processor has 1 to %d lanes, counted from 0; there is no lane %d of %d"
              .formatted(COUNT_MAX, index, count));
    }
  }

  /** The lane of a key, the same for as long as their number is. */
  static int of(String key, int count) {
    return Math.floorMod(Long.hashCode(mixed(key.hashCode())), count);
  }

  /** Names that differ in their last digits alone must not fall into few lanes. */
  private static long mixed(int hash) {
    long mixed = hash * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 32);
  }
}
