import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the figures and the planted bugs of the run that just ended into {@code
 * docs/reliability.md}, between their marks, with the command, the commit and the date. Runs in the
 * root of the project; the arguments are those that {@code ./check} was given. Exits 1 and changes
 * nothing where the run made only part of the figures.
 */
final class ReliabilityPage {

  private static final Path PAGE = Path.of("docs", "reliability.md");
  private static final Path FIGURES = Path.of("log", "target", "reliability-figures.md");
  private static final Path BUGS = Path.of("log", "target", "reliability-bugs.md");

  private ReliabilityPage() {}

  public static void main(String[] args) throws Exception {
    if (!Files.exists(FIGURES) || !Files.exists(BUGS)) {
      fail("this run made no figures: the tests of log were not all run");
    }
    List<String> figures = Files.readAllLines(FIGURES);
    List<String> missing =
        figures.stream()
            .filter(row -> row.endsWith("|  |"))
            .map(row -> row.split("\\|")[1].strip())
            .toList();
    if (!missing.isEmpty()) {
      fail("this run did not make: " + String.join("; ", missing));
    }
    List<String> made = new ArrayList<>();
    made.add("Made with `%s`, of commit %s, on %s.".formatted(command(args), commit(), today()));
    made.add("");
    List<String> page =
        replaced(Files.readAllLines(PAGE), "figures", made, "| figure | a build |", figures);
    page =
        replaced(
            page, "bugs", List.of(), "| bug | planted in | found by |", Files.readAllLines(BUGS));
    Files.write(PAGE, page);
    System.out.println("check: wrote " + PAGE);
  }

  private static List<String> replaced(
      List<String> page, String section, List<String> above, String heading, List<String> rows) {
    int begin = page.indexOf("<!-- %s: written by a run -->".formatted(section));
    int end = page.indexOf("<!-- end of %s -->".formatted(section));
    if (begin < 0 || end < begin) {
      fail("%s has no marks of %s".formatted(PAGE, section));
    }
    List<String> next = new ArrayList<>(page.subList(0, begin + 1));
    next.add("");
    next.addAll(above);
    next.add(heading);
    next.add(heading.replaceAll("[^|]+", "---"));
    next.addAll(rows);
    next.add("");
    next.addAll(page.subList(end, page.size()));
    return next;
  }

  private static String command(String[] args) {
    return "./check " + String.join(" ", args);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  /** The commit that is checked out, and whether files differ from it. */
  private static String commit() throws IOException, InterruptedException {
    String hash = git("rev-parse", "--short=12", "HEAD");
    boolean changed = !git("status", "--porcelain", "--untracked-files=no").isEmpty();
    return hash + (changed ? " with changes" : "");
  }

  private static String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (git.waitFor() != 0) {
      fail("git cannot tell which commit this is: " + said);
    }
    return said;
  }

  private static void fail(String what) {
    System.err.printf("check: %s is left as it was: %s%n", PAGE, what);
    System.exit(1);
  }
}
