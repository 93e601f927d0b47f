package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code ./bench}. */
public final class Main {

  private static final String USAGE =
      """
      Usage: ./bench [--quick]
      Measures durable appends per second with 1 and 64 writers, and the start-up time of
      './ledger get' on a store of 100,000 events, each beside the machine's own limit.
        --quick   2 seconds a measurement instead of 10
      """;

  private Main() {}

  /** Runs the benchmarks; exit code 2 for a wrong call, 7 where a measurement could not be made. */
  public static void main(String[] args) throws InterruptedException {
    List<String> options = List.of(args);
    if (options.contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    if (!options.isEmpty() && !options.equals(List.of("--quick"))) {
      System.err.print("bench: unknown option " + options.getFirst() + "\n" + USAGE);
      System.exit(2);
    }
    try {
      run(options.isEmpty() ? Duration.ofSeconds(10) : Duration.ofSeconds(2));
    } catch (IOException e) {
      System.err.println("bench: could not measure: " + e.getMessage());
      System.exit(7);
    }
  }

  private static void run(Duration each) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("cairn-bench");
    try {
      System.out.printf(
          "%-34s %14s %14s %9s%n",
          "durable appends, 256 bytes of data", "Cairn /s", "limit /s", "ratio");
      int lineBytes = LogAppends.lineBytes(work.resolve("line"));
      for (int writers : new int[] {1, 64}) {
        double limit = RawAppends.rate(work.resolve("raw-" + writers), lineBytes, writers, each);
        double ours = LogAppends.rate(work.resolve("log-" + writers), writers, each);
        System.out.printf(
            "%-34s %,14.0f %,14.0f %9.2f%n", writers + " writers", ours, limit, ours / limit);
      }
      System.out.printf("%n%s%n", StartUp.measure(work.resolve("start-up")));
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
