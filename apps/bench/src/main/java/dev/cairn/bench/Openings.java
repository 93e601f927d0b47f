package dev.cairn.bench;

import dev.cairn.bench.figures.Spread;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens a store in JVMs of its own, after a clean end and after the writer was killed. */
final class Openings {

  private static final int CHILD_SECONDS_MAX = 120;
  private static final double MEBIBYTE = 1 << 20;

  private final Run run;
  private final Path folder;

  Openings(Run run, Path folder) {
    this.run = run;
    this.folder = folder;
  }

  /** What a child told of itself. */
  private record Opened(double seconds, double mebibytes) {}

  void clean() throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    List<Double> heap = new ArrayList<>();
    for (int i = 0; i < run.sizes().openings(); i++) {
      Optional<Opened> opened = open();
      if (opened.isEmpty()) {
        run.figures().add("heap", "served", "(1 is yes)", Spread.of(0));
        run.figures().skip("open/clean", "opening or serving with -Xmx512m failed");
        return;
      }
      seconds.add(opened.get().seconds());
      heap.add(opened.get().mebibytes());
    }
    run.figures().add("open/clean", "seconds", "s", Spread.of(seconds));
    run.figures().add("heap", "mib", "MiB", Spread.of(heap));
    run.figures().add("heap", "served", "(1 is yes)", Spread.of(1));
  }

  void killed() throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < run.sizes().openings(); i++) {
      kill();
      Optional<Opened> opened = open();
      if (opened.isEmpty()) {
        run.figures().skip("open/killed", "opening or serving with -Xmx512m failed");
        return;
      }
      seconds.add(opened.get().seconds());
    }
    run.figures().add("open/killed", "seconds", "s", Spread.of(seconds));
  }

  private Optional<Opened> open() throws IOException, InterruptedException {
    Process child = child(OpenProbe.class, Long.toString(run.sizes().events()));
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      if (!child.waitFor(CHILD_SECONDS_MAX, TimeUnit.SECONDS)
          || child.exitValue() != 0
          || line == null) {
        return Optional.empty();
      }
      List<String> parts = List.of(line.split(" ", 2));
      return Optional.of(
          new Opened(
              Long.parseLong(parts.getFirst()) / 1e9, Long.parseLong(parts.getLast()) / MEBIBYTE));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** Starts a writer and kills it in the middle of its work. */
  private void kill() throws IOException, InterruptedException {
    Process child = child(KilledWriter.class, "");
    try (BufferedReader out = child.inputReader()) {
      if (out.readLine() == null) {
        throw new IOException("the writer that was to be killed ended by itself");
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private Process child(Class<?> main, String argument) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder.toString(),
            argument)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
