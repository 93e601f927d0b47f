package dev.cairn.bench.proofs;

import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.figures.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What it costs to prove a log, each thing beside the least that it could cost.
 *
 * @param pace how long and how often each contender runs that keeps to its own core
 * @param appends the same for appends, which need longer
 * @param events of the store of which the whole tree is made
 * @param streams of the store with many
 */
public record Proofs(Pace pace, Pace appends, int events, int streams) {

  /** Within five minutes. */
  public static Proofs usual() {
    return new Proofs(
        new Pace(Duration.ofSeconds(2), Duration.ofSeconds(1), 5),
        new Pace(Duration.ofSeconds(3), Duration.ofSeconds(2), 5),
        500_000,
        1_000_000);
  }

  /** Within a minute and a half. */
  public static Proofs quick() {
    return new Proofs(
        new Pace(Duration.ofSeconds(1), Duration.ofMillis(300), 3),
        new Pace(Duration.ofMillis(1_500), Duration.ofSeconds(1), 3),
        100_000,
        200_000);
  }

  /** The events of the store with many streams. */
  public long largest() {
    return new ManyStreams(streams).events();
  }

  /** Measures in a temporary folder, which is gone afterwards, also where it is interrupted. */
  public Figures run() throws Exception {
    Figures figures = new Figures();
    Path work = Files.createTempDirectory("cairn-proofs");
    Thread interrupted = Thread.ofPlatform().unstarted(() -> deleteQuietly(work));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      measure(work, figures);
    } finally {
      Folders.delete(work);
      boolean _ = Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    return figures;
  }

  private void measure(Path work, Figures figures) throws Exception {
    say(Hashing.ROW);
    new Hashing(work.resolve("hash")).measure(pace, figures);
    say(Growing.ROW);
    new Growing(work.resolve("grow"), events).measure(pace, figures);
    say(Verifying.ROW);
    new Verifying(work.resolve("verify"), events).measure(pace, figures);
    for (Following following : Following.ALL) {
      say(following.row());
      following.measure(work.resolve(following.row().replace('/', '-')), appends, figures);
    }
    say(Remembering.ROW);
    new Remembering(work.resolve("streams"), streams).measure(figures);
    say(Proving.ROW);
    new Proving(work.resolve("proof")).measure(pace, figures);
  }

  private static void say(String row) {
    System.err.println("bench: " + row + " …");
  }

  private static void deleteQuietly(Path work) {
    try {
      Folders.delete(work);
    } catch (IOException e) {
      System.err.println("bench: could not delete all of " + work + ": " + e.getMessage());
    }
  }
}
