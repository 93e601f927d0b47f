package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/reliability.md} names is there, and what a run writes it names. */
final class ReliabilityPageTest {

  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern FIRST_CELL = Pattern.compile("\\| (.+?) \\|.*");

  @Test
  void thePageHasExactlyTheFiguresThatARunWrites() throws IOException {
    if (!Page.isBeingWritten()) {
      List<String> named =
          Page.rows("figures").stream()
              .map(row -> FIRST_CELL.matcher(row).replaceFirst("$1"))
              .filter(name -> !Figures.OF_OTHERS.contains(name))
              .toList();
      assertEquals(Figures.OF_A_BUILD.stream().sorted().toList(), named);
    }
  }

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    Map<String, String> sources = sources();
    int named = 0;
    for (String line : Page.lines()) {
      Matcher test = NAMED.matcher(line);
      while (test.find()) {
        named++;
        String source = sources.get(test.group(1));
        assertTrue(source != null, () -> "there is no test " + test.group(1));
        assertTrue(
            test.group(2) == null || source.contains(" " + test.group(2) + "("),
            () -> "there is no test " + test.group());
      }
    }
    assertTrue(named > 15, "too few tests are named: " + named);
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Page.root().resolve("log/src/test/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        sources.put(name.substring(0, name.lastIndexOf('.')), Files.readString(file));
      }
    }
    return sources;
  }
}
