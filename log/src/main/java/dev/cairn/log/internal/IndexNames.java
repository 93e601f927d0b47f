package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files in {@code index/}: the first position of the segment, and how many of its
 * events are covered. A file is mapped while it is used, so a better one gets another name and the
 * old one is deleted. Thread-safe.
 */
final class IndexNames {

  static final String FOLDER = "index";

  private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{10})\\.index");

  private final Disk disk;
  private final Path folder;
  private Map<Long, String> best = Map.of();

  IndexNames(Disk disk, Path store) {
    this.disk = disk;
    this.folder = store.resolve(FOLDER);
  }

  static String name(long first, int events) {
    return new Ascii(48).add(prefix(first)).padded(events, 10).add(".index").toString();
  }

  private static String prefix(long first) {
    return new Ascii(24).padded(first, 20).add('-').toString();
  }

  /** The file that covers the most of a segment; looks again where none is known, or it is gone. */
  synchronized Optional<Path> of(long first) throws IOException {
    String known = best.get(first);
    if (known == null || !disk.exists(folder.resolve(known))) {
      best = list();
    }
    return Optional.ofNullable(best.get(first)).map(folder::resolve);
  }

  /** The names are sorted, so a file that covers more comes later. */
  private Map<Long, String> list() throws IOException {
    Map<Long, String> names = new HashMap<>();
    for (String name : disk.list(folder)) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        names.put(Long.parseLong(matcher.group(1)), name);
      }
    }
    return names;
  }

  /** Takes notice of a new file and deletes those that covered less, where they can be deleted. */
  synchronized void replace(long first, Path file) throws IOException {
    String prefix = prefix(first);
    String kept = String.valueOf(file.getFileName());
    for (String name : disk.list(folder)) {
      if (name.startsWith(prefix) && !name.equals(kept)) {
        disk.delete(folder.resolve(name));
      }
    }
    best = list();
  }
}
