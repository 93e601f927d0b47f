package dev.cairn.bench.contest;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The streams that the workers of one contender write to, shared out among them, so that each knows
 * the versions of its own. Each chooses uniformly, by a random sequence that every contender gets.
 */
public final class Streams {

  private final Share[] shares;

  /** The part of one worker. */
  private static final class Share {
    final SplittableRandom random;
    final int first;
    final long[] versions;

    Share(int first, long[] versions) {
      this.random = new SplittableRandom(first);
      this.first = first;
      this.versions = versions;
    }
  }

  /**
   * Shares out streams.
   *
   * @param streams how many, at least one for each worker
   * @param version the version that each has before
   */
  public Streams(int workers, int streams, long version) {
    int each = streams / workers;
    shares = new Share[workers];
    for (int i = 0; i < workers; i++) {
      long[] versions = new long[each];
      Arrays.fill(versions, version);
      shares[i] = new Share(i * each, versions);
    }
  }

  /** Appends to one of the worker's streams. */
  public int append(int worker, Appender appender) throws Exception {
    Share share = shares[worker];
    int chosen = share.random.nextInt(share.versions.length);
    appender.append(share.first + chosen, share.versions[chosen]);
    share.versions[chosen] += appender.batch();
    return appender.batch();
  }

  /** A contender of a crew that appends to these streams. */
  public Contest.Runner runner(Crew crew, Appender appender) {
    return time -> crew.run(time, worker -> append(worker, appender));
  }
}
