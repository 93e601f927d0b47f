package dev.cairn.bench.proofs;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import dev.cairn.log.LogStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The tree of a store of many streams in a JVM with 512 MiB of heap, where each leaf needs the one
 * before it in its stream, from memory; and then each from the disk.
 */
final class Remembering {

  static final String ROW = "streams";
  static final String FROM_DISK = "look-ups";

  private static final int CHILD_SECONDS_MAX = 240;
  private static final double MEBIBYTE = 1 << 20;
  private static final double NANOS = 1e9;

  private final Path folder;
  private final ManyStreams many;

  Remembering(Path folder, int streams) {
    this.folder = folder;
    this.many = new ManyStreams(streams);
  }

  void measure(Figures figures) throws IOException, InterruptedException {
    try (LogStore store = LogStore.open(folder)) {
      many.fill(store);
    }
    Process child = child();
    try (BufferedReader out = child.inputReader()) {
      String line = out.readLine();
      boolean ended = child.waitFor(CHILD_SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended || child.exitValue() != 0 || line == null) {
        figures.add(ROW, "served", "(1 is yes)", Spread.of(0));
        figures.skip(ROW, "growing with -Xmx512m failed");
        return;
      }
      long[] told = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
      add(figures, told[0], told[1], told[2]);
      figures.add(ROW, "heap", "MiB in use", Spread.of(told[3] / MEBIBYTE));
      figures.add(ROW, "heap-peak", "MiB at most, with garbage", Spread.of(told[4] / MEBIBYTE));
      figures.add(ROW, "served", "(1 is yes)", Spread.of(1));
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private void add(Figures figures, long scan, long grown, long lookUps) {
    figures.add(ROW, "limit", "events/s", Spread.of(many.events() * NANOS / scan));
    figures.add(ROW, Contest.CAIRN, "events/s", Spread.of(many.events() * NANOS / grown));
    figures.add(ROW, "ratio-limit", "x", Spread.of((double) scan / grown));
    figures.add(
        FROM_DISK,
        Contest.CAIRN,
        "events/s",
        Spread.of(ManyStreamsProbe.FORGOTTEN * NANOS / lookUps));
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            ManyStreamsProbe.class.getName(),
            folder.toString(),
            Integer.toString(many.streams()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
