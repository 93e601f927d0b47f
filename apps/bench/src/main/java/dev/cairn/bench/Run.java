package dev.cairn.bench;

import dev.cairn.bench.contest.Peer;
import dev.cairn.bench.figures.Figures;
import java.nio.file.Path;
import java.util.List;

/**
 * What the parts of one run share.
 *
 * @param sizes how much is measured
 * @param work a folder that is deleted afterwards
 * @param peers those that are there
 * @param figures what was measured
 * @param start when it began, by {@link System#nanoTime}
 */
record Run(Sizes sizes, Path work, List<Peer> peers, Figures figures, long start) {

  /** Measures one or more rows. */
  interface Step {
    void run() throws Exception;
  }

  /** Runs a step, unless the time of the run is used up; one line tells who waits. */
  void step(List<String> rows, Step step) throws Exception {
    if (System.nanoTime() - start > sizes.budget().toNanos()) {
      rows.forEach(row -> figures.skip(row, "the time of the run was used up"));
      return;
    }
    System.err.printf(
        "bench: %3d s  %s …%n",
        (System.nanoTime() - start) / 1_000_000_000, String.join(", ", rows));
    step.run();
  }

  /** Runs a step of one row. */
  void step(String row, Step step) throws Exception {
    step(List.of(row), step);
  }
}
