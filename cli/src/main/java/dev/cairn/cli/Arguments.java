package dev.cairn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments as they were typed. In a locale that is not UTF-8 the JVM turns each byte of a
 * foreign letter into a question mark before {@code main} sees it, and an event would be recorded
 * with it. Where the system shows the raw bytes they are read again as UTF-8.
 */
final class Arguments {

  private static final Path RAW = Path.of("/proc/self/cmdline");

  private Arguments() {}

  static String[] exact(String[] args) {
    boolean utf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    if (utf8 || !Files.isReadable(RAW)) {
      return args;
    }
    try {
      return last(args, Files.readString(RAW, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return args;
    }
  }

  /** The last parts of a command line whose parts each end with a NUL. */
  static String[] last(String[] args, String commandLine) {
    List<String> all = Arrays.asList(commandLine.split("\0", -1));
    int end = all.size() - 1;
    return end < args.length
        ? args
        : all.subList(end - args.length, end).toArray(new String[args.length]);
  }
}
