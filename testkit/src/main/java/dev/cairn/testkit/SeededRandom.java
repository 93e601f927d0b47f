package dev.cairn.testkit;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Randomness that can be repeated: everything drawn follows from the {@link #seed}. {@link
 * #forEachSeed} names the seed of a run that failed, and runs with that one alone when it is given
 * as the system property {@value #PROPERTY}.
 *
 * <p>Used by one thread; {@link #split} makes one for another thread.
 */
public final class SeededRandom implements RandomGenerator {

  /** The system property that names the one seed to run with. */
  public static final String PROPERTY = "cairn.seed";

  /** What is tested with one source of randomness. */
  @FunctionalInterface
  public interface Property {

    /** Tests it once; throws if it does not hold. */
    void test(SeededRandom random) throws Exception;
  }

  private final long seed;
  private final SplittableRandom random;

  /** Everything drawn from it follows from the seed. */
  public SeededRandom(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Tests a property with fresh seeds, or once with the seed that {@value #PROPERTY} names.
   *
   * @throws AssertionError naming the seed, caused by what the property threw
   * @throws IllegalArgumentException if the seed that is named is no number
   */
  public static void forEachSeed(int runs, Property property) {
    String only = System.getProperty(PROPERTY, "");
    if (!only.isEmpty()) {
      test(parsed(only), property);
      return;
    }
    RandomGenerator seeds = new SplittableRandom();
    for (int run = 0; run < runs; run++) {
      test(seeds.nextLong(), property);
    }
  }

  /** A seed that was mistyped must not turn into chance. */
  private static long parsed(String seed) {
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "-D%s=%s: a seed is a whole number of 64 bits".formatted(PROPERTY, seed), e);
    }
  }

  private static void test(long seed, Property property) {
    try {
      property.test(new SeededRandom(seed));
    } catch (Throwable e) { // Also the overflow of a stack is worth its seed.
      throw new AssertionError(
          "failed with seed %d; repeat it with -D%s=%d: %s".formatted(seed, PROPERTY, seed, e), e);
    }
  }

  /** What everything drawn follows from. */
  public long seed() {
    return seed;
  }

  /** Another source, for another thread, that follows from this one. */
  public SeededRandom split() {
    return new SeededRandom(nextLong());
  }

  /** True in that many of a hundred cases. */
  public boolean percent(int chance) {
    return nextInt(100) < chance;
  }

  /** One of these, each as likely as the others. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(nextInt(choices.size()));
  }

  /** New bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    nextBytes(bytes);
    return bytes;
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
