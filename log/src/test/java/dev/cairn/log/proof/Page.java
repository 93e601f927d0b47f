package dev.cairn.log.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code docs/reliability.md}, of which some sections are written by {@code ./check
 * -Dcairn.page=write}, between marks.
 */
final class Page {

  private static final String KNOB = "cairn.page";

  private Page() {}

  /** The root of the project. */
  static Path root() {
    return Path.of(System.getProperty("cairn.root", ".."));
  }

  /** Whether this run is to write the page, which may be behind the tests until it has. */
  static boolean isBeingWritten() {
    return "write".equals(System.getProperty(KNOB));
  }

  static List<String> lines() throws IOException {
    return Files.readAllLines(root().resolve("docs/reliability.md"));
  }

  /** The rows of the table between two marks, without its heading. */
  static List<String> rows(String section) throws IOException {
    List<String> all = lines();
    int begin = all.indexOf("<!-- %s: written by a run -->".formatted(section));
    int end = all.indexOf("<!-- end of %s -->".formatted(section));
    if (begin < 0 || end < begin) {
      throw new AssertionError("docs/reliability.md has no marks of " + section);
    }
    return all.subList(begin, end).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("|---"))
        .skip(1)
        .toList();
  }
}
