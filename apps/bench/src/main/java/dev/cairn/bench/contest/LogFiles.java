package dev.cairn.bench.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a store that hold its lines. */
public final class LogFiles {

  private static final String ACTIVE = "events.log";

  private LogFiles() {}

  /** The files in the order of their events: the sealed ones, then the active one. */
  public static List<Path> of(Path store) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(store)) {
      all.filter(file -> file.getFileName().toString().matches("events\\.\\d+\\.log"))
          .sorted()
          .forEach(files::add);
    }
    files.add(store.resolve(ACTIVE));
    return files;
  }

  /** The bytes of all lines. */
  public static long bytes(Path store) throws IOException {
    long bytes = 0;
    for (Path file : of(store)) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
