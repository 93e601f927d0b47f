package dev.cairn.bench;

import dev.cairn.bench.figures.Csv;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Goal;
import dev.cairn.bench.figures.LivesPlot;
import dev.cairn.bench.figures.Plot;
import dev.cairn.bench.figures.Table;
import dev.cairn.bench.figures.Verdict;
import dev.cairn.bench.figures.Verdict.Status;
import dev.cairn.bench.flow.Flow;
import dev.cairn.bench.lives.Lives;
import dev.cairn.bench.parts.Parts;
import dev.cairn.bench.proofs.Proofs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The command {@code ./bench}. */
public final class Main {

  private static final int SHORT_OF_A_GOAL = 1;
  private static final int WRONG_CALL = 2;
  private static final int NOT_MEASURED = 7;

  private Main() {}

  /**
   * Runs the benchmarks; exit code 1 where a goal was asked for and is not met, 2 for a wrong call,
   * 7 where a measurement could not be made.
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    try {
      Options options = Options.parse(args);
      if (options.help()) {
        System.out.print(Options.USAGE);
        return 0;
      }
      if (options.parts()) {
        Parts.run();
        return 0;
      }
      if (options.out().isPresent()) {
        var _ = Files.createDirectories(options.out().get());
      }
      return switch (options.subject()) {
        case LOG -> log(options);
        case LIVES -> lives(options);
        case PROOFS -> proofs(options);
        case FLOW -> flow(options);
      };
    } catch (Options.WrongCallException e) {
      System.err.println("bench: " + e.getMessage());
      return WRONG_CALL;
    } catch (Exception e) {
      System.err.println("bench: could not measure: " + e);
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.err.println("  because of " + cause);
      }
      return NOT_MEASURED;
    }
  }

  private static int log(Options options) throws Exception {
    Sizes sizes = options.quick() ? Sizes.quick(options.events()) : Sizes.usual(options.events());
    Rows rows = Rows.all(sizes).only(options.only());
    Figures figures = Programme.run(sizes, rows);
    List<Goal> goals = goals("goals.txt");
    String plot = Plot.svg("Cairn beside others, " + machine(), figures, goals);
    return report(options, sizes.events(), figures, goals, "figures", plot);
  }

  private static int lives(Options options) throws Exception {
    Lives lives = options.quick() ? Lives.quick() : Lives.usual();
    Figures figures = lives.run();
    String plot = LivesPlot.svg("Time to load an aggregate, " + machine(), figures);
    return report(options, lives.longest(), figures, goals("lives-goals.txt"), "lives", plot);
  }

  private static int proofs(Options options) throws Exception {
    Proofs proofs = options.quick() ? Proofs.quick() : Proofs.usual();
    Figures figures = proofs.run();
    List<Goal> goals = goals("proofs-goals.txt");
    String plot = Plot.svg("What proofs cost, " + machine(), figures, goals);
    return report(options, proofs.largest(), figures, goals, "proofs", plot);
  }

  private static int flow(Options options) throws Exception {
    Flow flow = options.quick() ? Flow.quick() : Flow.usual();
    Figures figures = flow.run();
    List<Goal> goals = goals("flow-goals.txt");
    String plot = Plot.svg("What relays and projections cost, " + machine(), figures, goals);
    return report(options, flow.events(), figures, goals, "flow", plot);
  }

  private static String machine() {
    return "%d processors, Java %s"
        .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version().feature());
  }

  private static int report(
      Options options, long events, Figures figures, List<Goal> goals, String name, String plot)
      throws IOException {
    List<Verdict> verdicts = Verdict.judge(goals, figures, events);
    System.out.println(Table.rates(figures));
    System.out.println(Table.others(figures));
    if (options.out().isPresent()) {
      write(options.out().get(), name, figures, plot);
    }
    if (options.goals()) {
      System.out.println(Verdict.list(verdicts));
    }
    long isShort = Verdict.count(verdicts, Status.SHORT);
    if (options.goals() || options.quick()) {
      long met = Verdict.count(verdicts, Status.MET);
      System.out.printf(
          "goals: %d met, %d short, %d skipped%n", met, isShort, goals.size() - met - isShort);
      System.out.printf("%d of %d checked%n", met + isShort, goals.size());
    }
    return options.goals() && isShort > 0 ? SHORT_OF_A_GOAL : 0;
  }

  private static List<Goal> goals(String file) throws IOException {
    try (InputStream text = Goal.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(text, "the goals are in the jar").readAllBytes();
      return Goal.parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static void write(Path folder, String name, Figures figures, String plot)
      throws IOException {
    Files.writeString(folder.resolve(name + ".csv"), Csv.of(figures));
    Files.writeString(folder.resolve(name + ".svg"), plot);
    System.out.println("written: " + folder.resolve("%1$s.csv and %1$s.svg".formatted(name)));
  }
}
