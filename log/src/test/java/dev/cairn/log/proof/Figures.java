package dev.cairn.log.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a run, as rows of a table in {@code target/reliability-figures.md} of this module.
 * Those that no test has made yet have a row without a value. Thread-safe; several processes may
 * write one after the other.
 */
final class Figures {

  /** What a build makes: the rows of {@code docs/reliability.md}. */
  static final List<String> OF_A_BUILD =
      List.of(
          "bits flipped, found",
          "bits flipped, harmless",
          "crash points: cuts looked at",
          "crash points: distinct states",
          "crash points: faults",
          "files of a store of 64 KiB cut, found",
          "files of a store of 64 KiB cut, harmless",
          "files of a store of 8 KiB cut, found",
          "files of a store of 8 KiB cut, harmless",
          "histories",
          "histories of two processes: appends acknowledged",
          "histories: appends acknowledged",
          "long workloads",
          "long workloads: distinct states",
          "long workloads: faults",
          "model: sequences",
          "planted bugs, all of them found",
          "relaxed: states that had lost the latest",
          "scenarios",
          "scenarios: calls that failed",
          "stores closed under load",
          "stores closed under load: appends acknowledged",
          "stores closed under load: appends refused",
          "switches of subscriptions",
          "syncs that failed",
          "turns of two processes: distinct states",
          "turns of two processes: one ended");

  /** Of tests that need a process of their own. */
  static final List<String> OF_OTHERS = List.of("Lincheck: runs", "Lincheck: scenarios");

  private static final Path FILE = Path.of("target", "reliability-figures.md");

  private Figures() {}

  /**
   * Writes a figure.
   *
   * @throws IllegalArgumentException if the page has no row for it
   */
  static synchronized void put(String name, Object value) {
    if (!OF_A_BUILD.contains(name) && !OF_OTHERS.contains(name)) {
      throw new IllegalArgumentException("Figures does not list \"%s\"".formatted(name));
    }
    try {
      Map<String, String> all = read();
      all.put(name, String.valueOf(value));
      StringBuilder text = new StringBuilder();
      all.forEach((each, figure) -> text.append("| %s | %s |\n".formatted(each, figure)));
      Files.createDirectories(FILE.toAbsolutePath().getParent());
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> read() throws IOException {
    Map<String, String> all = new TreeMap<>();
    OF_A_BUILD.forEach(name -> all.put(name, ""));
    if (Files.exists(FILE)) {
      for (String row : Files.readAllLines(FILE)) {
        String[] cells = row.split(" ?\\| ?", -1);
        all.put(cells[1], cells[2]);
      }
    }
    return all;
  }
}
