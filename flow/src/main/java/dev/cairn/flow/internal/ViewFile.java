package dev.cairn.flow.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * A database file as the file system sees it: which one lies at the path now, and how a damaged one
 * is moved out of the way.
 */
final class ViewFile {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Tells one file at a path from the next. Where the file system has no such key, all files are
   * the same, and one that is replaced under a running projection is not noticed.
   *
   * @param key what the file system says
   */
  record Identity(String key) {}

  private ViewFile() {}

  /** The file that lies there now, if one does. */
  static Optional<Identity> identity(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Optional.of(new Identity(Objects.toString(key, "")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Moves a database and its log aside, under a new name beside the old one. The log goes first: a
   * log without its database is thrown away by SQLite, a database without its log is not.
   *
   * @return where the database is now
   */
  static Path setAside(Path file, Instant now) throws IOException {
    String mark = ".damaged-" + STAMP.format(now);
    Path target = beside(file, mark);
    for (int i = 2; Files.exists(target); i++) {
      target = beside(file, mark + "-" + i);
    }
    for (String part : new String[] {"-wal", "-shm", ""}) {
      Path source = beside(file, part);
      try {
        Files.move(source, beside(target, part), StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        // It had no such part, or another process moved it first, which comes to the same.
      }
    }
    return target;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
