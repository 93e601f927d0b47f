package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages show and name is there: code, tests, files that are linked. */
final class DocumentationTest {

  private static final Path ROOT =
      Path.of(System.getProperty("cairn.root", "..")).toAbsolutePath().normalize();
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** A class and a method; a method alone is one of the class that was named last. */
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)?\\.(\\w+)`");

  private static final Pattern EXTENDS = Pattern.compile("class \\w+ extends (\\w+)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

  @Test
  void theCodeIsOurs() throws IOException {
    String ours = dense(String.join("\n", sources().values()));
    int blocks = 0;
    List<String> strange = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult block : found(CODE, page)) {
        blocks++;
        for (String part : block.group(1).split("\n\n", -1)) {
          if (!ours.contains(dense(part))) {
            strange.add(ROOT.relativize(page) + ": " + part);
          }
        }
      }
    }
    assertTrue(blocks >= 15, "blocks found: " + blocks);
    assertEquals(List.of(), strange);
  }

  @Test
  void theTestsAreThere() throws IOException {
    Map<String, String> sources = sources();
    int names = 0;
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      String inClass = "";
      for (MatchResult name : found(TEST, page)) {
        names++;
        inClass = name.group(1) == null ? inClass : name.group(1);
        String source = dense(uncommented(withSuite(inClass, sources)));
        if (!Pattern.compile(
                "Test(\\([^)]*\\))?(@\\w+(\\(.*?\\))?)*(final)?void" + name.group(2) + "\\(")
            .matcher(source)
            .find()) {
          missing.add("%s: %s.%s".formatted(ROOT.relativize(page), inClass, name.group(2)));
        }
      }
    }
    assertTrue(names >= 50, "names found: " + names);
    assertEquals(List.of(), missing);
  }

  /** The text of a class, and that of the suite it extends, whose tests it has too. */
  private static String withSuite(String name, Map<String, String> sources) {
    String own = sources.getOrDefault(name, "");
    Matcher suite = EXTENDS.matcher(own);
    return suite.find() ? own + sources.getOrDefault(suite.group(1), "") : own;
  }

  @Test
  void theLinksLeadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : found(LINK, page)) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          dead.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  private static List<MatchResult> found(Pattern pattern, Path page) throws IOException {
    return pattern.matcher(Files.readString(page)).results().toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
    try (Stream<Path> top = Files.list(ROOT)) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  /** The text of each source file, by the name of its class. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (String tree : List.of("", "apps")) {
      try (Stream<Path> modules = Files.list(ROOT.resolve(tree))) {
        for (Path source : modules.map(module -> module.resolve("src")).toList()) {
          for (Path file : Files.isDirectory(source) ? files(source, ".java") : List.<Path>of()) {
            String name = String.valueOf(file.getFileName()).replace(".java", "");
            texts.merge(name, Files.readString(file), String::concat);
          }
        }
      }
    }
    return texts;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  /** A comment may lie between an annotation and what it is of. */
  private static String uncommented(String code) {
    return code.replaceAll("(?m)(^|\\s)//.*$", "");
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "").replaceAll(";$", "");
  }
}
