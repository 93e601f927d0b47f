package dev.cairn.log.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** The figures of a run, in {@code target/reliability.properties} of this module. Thread-safe. */
final class Figures {

  private static final TreeMap<String, String> ALL = new TreeMap<>();

  private Figures() {}

  static synchronized void put(String name, Object value) {
    ALL.put(name, String.valueOf(value));
    StringBuilder text = new StringBuilder();
    ALL.forEach(
        (key, figure) -> text.append("| ").append(key).append(" | ").append(figure).append(" |\n"));
    try {
      Path target = Path.of("target");
      Files.createDirectories(target);
      Files.writeString(target.resolve("reliability-figures.md"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
