package dev.cairn.bench;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Peer;
import dev.cairn.bench.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the parts of one run share. Used by one thread. */
final class Run {

  /** Measures one or more rows. */
  interface Step {
    void run() throws Exception;
  }

  private final Sizes sizes;
  private final Rows rows;
  private final Path work;
  private final List<Peer> peers;
  private final Figures figures;
  private final Shares shares;
  private final long start = System.nanoTime();
  private Duration share = Duration.ZERO;
  private Duration measured = Duration.ZERO;

  /**
   * Begins a run.
   *
   * @param sizes how much is measured
   * @param rows the rows that are measured
   * @param work a folder that is deleted afterwards
   * @param peers those that are there
   * @param figures takes what is measured
   */
  Run(Sizes sizes, Rows rows, Path work, List<Peer> peers, Figures figures) {
    this.sizes = sizes;
    this.rows = rows;
    this.work = work;
    this.peers = peers;
    this.figures = figures;
    this.shares = new Shares(sizes.budget(), rows.shares(rows.names()));
  }

  Sizes sizes() {
    return sizes;
  }

  Path work() {
    return work;
  }

  List<Peer> peers() {
    return peers;
  }

  Figures figures() {
    return figures;
  }

  /**
   * Runs a step if any of its rows is to be measured and the time of the run is not used up; one
   * line tells who waits.
   */
  void step(List<String> stepRows, Step step) throws Exception {
    int stepShares = rows.shares(stepRows);
    if (stepShares == 0) {
      return;
    }
    Duration begin = elapsed();
    if (begin.compareTo(sizes.budget()) > 0) {
      stepRows.forEach(row -> figures.skip(row, "the time of the run was used up"));
      return;
    }
    System.err.printf("bench: %3d s  %s …%n", begin.toSeconds(), String.join(", ", stepRows));
    share = shares.next(begin);
    measured = Duration.ZERO;
    step.run();
    shares.taken(stepShares, measured, elapsed().minus(begin));
  }

  /** Runs a step of one row. */
  void step(String row, Step step) throws Exception {
    step(List.of(row), step);
  }

  /** Holds a contest for a row of this step, no longer than a row's share of the time. */
  void hold(Contest contest, String row, String unit) throws Exception {
    Pace pace = sizes.pace().within(share.dividedBy(contest.size()));
    measured = measured.plus(pace.all().multipliedBy(contest.size()));
    contest.hold(pace, row, unit, figures);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
