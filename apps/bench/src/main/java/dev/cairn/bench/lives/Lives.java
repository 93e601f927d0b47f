package dev.cairn.bench.lives;

import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Folders;
import dev.cairn.bench.figures.Figures;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Loads of aggregates with long lives, and commands that all want the same one.
 *
 * @param sizes the events of the aggregates that are loaded, from 100, ascending
 * @param loads how long and how often each way of loading is measured
 * @param commands how long and how often commands are measured
 */
public record Lives(List<Integer> sizes, Pace loads, Pace commands) {

  /** Copies the sizes. */
  public Lives {
    sizes = List.copyOf(sizes);
  }

  /** Within five minutes. */
  public static Lives usual() {
    return new Lives(
        List.of(100, 10_000, 100_000, 1_000_000),
        new Pace(Duration.ofSeconds(2), Duration.ofMillis(800), 5),
        new Pace(Duration.ofSeconds(3), Duration.ofMillis(1_500), 5));
  }

  /** Within one minute. */
  public static Lives quick() {
    return new Lives(
        List.of(100, 10_000, 100_000),
        new Pace(Duration.ofMillis(500), Duration.ofMillis(300), 3),
        new Pace(Duration.ofSeconds(1), Duration.ofMillis(500), 3));
  }

  /** The events of the longest life. */
  public int longest() {
    return sizes.getLast();
  }

  /** Measures in a temporary folder, which is gone afterwards, also where it is interrupted. */
  public Figures run() throws Exception {
    Figures figures = new Figures();
    Path work = Files.createTempDirectory("cairn-lives");
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
    try (LogStore store = LogStore.open(work.resolve("loads"))) {
      new LongLives(store, work.resolve("snapshots")).measure(sizes, loads, figures);
    }
    try (LogStore store = LogStore.open(work.resolve("commands"))) {
      HotAccounts.measure(store, commands, figures);
    }
  }

  private static void deleteQuietly(Path work) {
    try {
      Folders.delete(work);
    } catch (IOException e) {
      System.err.println("bench: could not delete all of " + work + ": " + e.getMessage());
    }
  }
}
