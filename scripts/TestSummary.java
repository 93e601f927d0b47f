import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Sums up the reports that the tests left below the working directory: the time of each group,
 * every failed and skipped test by name, and as the last line the plain count.
 *
 * <p>The group of a test is the {@code @Tag} on its class, "unit" without one. Arguments: Maven's
 * exit code, and "true" where a skipped test is a failure. Exits 0 only if Maven did, something
 * passed and nothing failed.
 */
final class TestSummary {
  private static final Pattern CLASS_TAG =
      Pattern.compile("^@Tag\\(\"([^\"]+)\"\\)", Pattern.MULTILINE);
  private static final String REPORTS = "surefire-reports";

  private final Map<String, Group> groups = new TreeMap<>();
  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private record Group(int tests, double seconds) {
    Group plus(int moreTests, double moreSeconds) {
      return new Group(tests + moreTests, seconds + moreSeconds);
    }
  }

  public static void main(String[] args) throws Exception {
    boolean mavenPassed = args[0].equals("0");
    boolean skipFails = args[1].equals("true");
    TestSummary summary = new TestSummary();
    for (Path report : reports(Path.of(""))) {
      summary.add(report);
    }
    System.exit(summary.print(mavenPassed, skipFails));
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, 5, (path, _) -> isReport(path))) {
      return files.sorted().toList();
    }
  }

  private static boolean isReport(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith("TEST-")
        && name.endsWith(".xml")
        && path.getParent().endsWith(Path.of("target", REPORTS));
  }

  private void add(Path report) throws Exception {
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    Path module = report.getParent().getParent().getParent();
    NodeList cases = suite.getElementsByTagName("testcase");
    groups.merge(
        group(module, suite.getAttribute("name")),
        new Group(cases.getLength(), Double.parseDouble(suite.getAttribute("time"))),
        (a, b) -> a.plus(b.tests(), b.seconds()));
    for (int i = 0; i < cases.getLength(); i++) {
      judge((Element) cases.item(i));
    }
  }

  private void judge(Element test) {
    String name = test.getAttribute("classname") + "." + test.getAttribute("name");
    Element skip = child(test, "skipped");
    if (skip != null) {
      String reason = skip.getAttribute("message").strip();
      skipped.add(name + ": " + (reason.isEmpty() ? "no reason given" : reason));
    } else if (child(test, "failure") != null || child(test, "error") != null) {
      failed.add(name);
    }
  }

  private static Element child(Element test, String tag) {
    return (Element) test.getElementsByTagName(tag).item(0);
  }

  private static String group(Path module, String className) throws IOException {
    String topLevel = className.replaceFirst("\\$.*", "");
    Path source = module.resolve("src/test/java").resolve(topLevel.replace('.', '/') + ".java");
    if (!Files.exists(source)) {
      return "unit";
    }
    Matcher tag = CLASS_TAG.matcher(Files.readString(source));
    return tag.find() ? tag.group(1) : "unit";
  }

  private int print(boolean mavenPassed, boolean skipFails) {
    int total = groups.values().stream().mapToInt(Group::tests).sum();
    int passed = total - failed.size() - skipped.size();
    System.out.printf("%n%-12s %6s %9s%n", "group", "tests", "seconds");
    groups.forEach((name, group) ->
        System.out.printf("%-12s %6d %9.1f%n", name, group.tests(), group.seconds()));
    failed.forEach(name -> System.out.println("failed: " + name));
    skipped.forEach(name -> System.out.println("skipped: " + name));
    boolean skipsAllowed = skipped.isEmpty() || !skipFails;
    if (!mavenPassed) {
      System.out.println("check: the build failed; the errors are above");
    }
    if (!skipsAllowed) {
      System.out.println("check: with CI=true a skipped test is a failure");
    }
    if (total == 0) {
      System.out.println("check: no test ran");
    }
    System.out.printf(
        "%n%d passed, %d failed, %d skipped%n", passed, failed.size(), skipped.size());
    return mavenPassed && failed.isEmpty() && skipsAllowed && passed > 0 ? 0 : 1;
  }
}
