package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The handbook's page on views shows code that is really there, and names tests that really are.
 */
final class ViewMakerPageTest {

  private static final Path ROOT = Path.of(System.getProperty("cairn.root", ".."));
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)?\\.(\\w+)`");

  private final String page;

  ViewMakerPageTest() throws IOException {
    page = Files.readString(ROOT.resolve("docs/handbook/03-view-maker.md"));
  }

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(ROOT.resolve("flow/src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String flat(String code) {
    return code.strip().replaceAll("\\s+", " ");
  }

  @Test
  void itsCodeIsOurs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path source : sources()) {
      all.append(flat(Files.readString(source))).append('\n');
    }
    List<String> blocks = CODE.matcher(page).results().map(block -> flat(block.group(1))).toList();
    assertTrue(blocks.size() >= 4, "blocks found: " + blocks.size());
    for (String block : blocks) {
      assertTrue(all.indexOf(block) >= 0, () -> "not in our sources: " + block);
    }
  }

  @Test
  void itsTestsExist() throws IOException {
    var texts =
        sources().stream()
            .collect(
                Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    ViewMakerPageTest::read,
                    (one, other) -> one + other));
    List<MatchResult> names = TEST.matcher(page).results().toList();
    assertTrue(names.size() >= 20, "names found: " + names.size());
    String inClass = "";
    for (MatchResult name : names) {
      inClass = name.group(1) == null ? inClass : name.group(1);
      assertTrue(
          texts.getOrDefault(inClass, "").contains("void " + name.group(2) + "("),
          "no test " + inClass + "." + name.group(2));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
