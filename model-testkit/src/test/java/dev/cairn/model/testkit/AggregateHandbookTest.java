package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The handbook's page on aggregates shows code that is there and names tests that are run. */
class AggregateHandbookTest {

  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Path ROOT = Path.of(System.getProperty("cairn.root", ".."));

  @Test
  void itsCodeIsOurs() throws IOException {
    List<String> codes =
        found(CODE).flatMap(code -> Stream.of(code.group(1).split("\n\n"))).toList();
    String ours = dense(String.join("\n", sources().values()));

    assertTrue(codes.size() > 10, "the page shows hardly any code");
    assertEquals(List.of(), codes.stream().filter(code -> !ours.contains(dense(code))).toList());
  }

  @Test
  void itsTestsAreThere() throws IOException {
    List<MatchResult> named = found(TEST).toList();
    Map<String, String> sources = sources();

    assertTrue(named.size() > 20, "the page names hardly any test");
    for (MatchResult test : named) {
      String source = sources.getOrDefault(test.group(1) + ".java", "");
      assertTrue(dense(source).contains("@Testvoid%s(".formatted(test.group(2))), test::group);
    }
  }

  private static Stream<MatchResult> found(Pattern pattern) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/handbook/02-aggregate.md"));
    return pattern.matcher(page).results();
  }

  /** The text of each source file of the model and its kit, by the file's name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (String folder : List.of("model/src", "model-testkit/src")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          texts.put(String.valueOf(file.getFileName()), Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "").replaceAll(";$", "");
  }
}
