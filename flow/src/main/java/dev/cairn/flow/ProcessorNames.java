package dev.cairn.flow;

import dev.cairn.InvalidNameException;
import java.util.regex.Pattern;

/** How processors may be called: their names are those of files and of streams too. */
final class ProcessorNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._]{0,63}");

  private ProcessorNames() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static String checked(String name) {
    if (!isName(name)) {
      throw new InvalidNameException(
          "processor",
          name,
          "it has 1 to 64 letters, digits, dots and underscores and begins with a letter or digit");
    }
    return name;
  }
}
