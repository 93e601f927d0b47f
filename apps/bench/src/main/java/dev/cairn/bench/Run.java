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
 * @param deadline no row is begun after this moment, by {@link System#nanoTime}
 */
record Run(Sizes sizes, Path work, List<Peer> peers, Figures figures, long deadline) {

  /** Measures one or more rows. */
  interface Step {
    void run() throws Exception;
  }

  /** Runs a step, unless the time of the run is used up; one line tells who waits. */
  void step(List<String> rows, Step step) throws Exception {
    if (System.nanoTime() > deadline) {
      rows.forEach(row -> figures.skip(row, "the time of the run was used up"));
      return;
    }
    System.err.println("bench: " + String.join(", ", rows) + " …");
    step.run();
  }

  /** Runs a step of one row. */
  void step(String row, Step step) throws Exception {
    step(List.of(row), step);
  }
}
