package dev.cairn.bench;

import dev.cairn.bench.contest.Contest.Pace;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much is measured.
 *
 * @param budget the time that the rows share; none is begun after it
 * @param warmUp how long the code under test runs before anything is measured
 * @param pace how long and how often each contender runs, where there is time for that
 * @param batches the batches, beside single appends
 * @param events events of the large store
 * @param longStream events of the longest stream
 * @param tagged events of the store with tags
 * @param openings how often a store is opened to measure that
 * @param starts how often a program is started to measure that
 */
record Sizes(
    Duration budget,
    Duration warmUp,
    Pace pace,
    List<Integer> batches,
    long events,
    int longStream,
    int tagged,
    int openings,
    int starts) {

  private static final long USUAL_EVENTS = 1_000_000;

  /** Within ten minutes, unless more events than usual are asked for. */
  static Sizes usual(OptionalLong events) {
    long chosen = events.orElse(USUAL_EVENTS);
    return new Sizes(
        chosen > USUAL_EVENTS ? Duration.ofMinutes(40) : Duration.ofSeconds(520),
        Duration.ofSeconds(16),
        new Pace(Duration.ofMillis(400), Duration.ofMillis(800), 3),
        List.of(10, 100, 1_000),
        chosen,
        1_000_000,
        50_000,
        3,
        7);
  }

  /** Within two minutes. */
  static Sizes quick(OptionalLong events) {
    return new Sizes(
        Duration.ofSeconds(92),
        Duration.ofSeconds(12),
        new Pace(Duration.ofMillis(150), Duration.ofMillis(250), 3),
        List.of(10, 100),
        events.orElse(100_000),
        100_000,
        20_000,
        1,
        3);
  }

  /** The peers hold no more than this: what they do each second does not hang on it much. */
  long peerEvents() {
    return Math.min(events, USUAL_EVENTS);
  }
}
