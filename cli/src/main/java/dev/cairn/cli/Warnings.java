package dev.cairn.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Says what Cairn's modules warn of in the words of the command, one sentence on standard error.
 * Errors are left out: they end the command, which reports them itself. What others log is none of
 * the user's business.
 */
public final class Warnings extends System.LoggerFinder {

  /** Made by the system. */
  public Warnings() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Notes(name);
  }

  private record Notes(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level == Level.WARNING && name.startsWith("dev.cairn");
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        say(thrown == null ? String.valueOf(message) : message + " " + thrown);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {
      if (isLoggable(level)) {
        say(new MessageFormat(String.valueOf(format), Locale.ROOT).format(params));
      }
    }

    private static void say(String sentence) {
      String line = sentence.strip().replaceAll("\\s*\\R\\s*", " ");
      Console.ofProcess().note(line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1));
    }
  }
}
