package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each command has a help that fits a terminal. */
final class HelpTest {

  private static final int COLUMNS = 80;
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]*)(?: |$)");

  private final Shell shell = Shell.on(Path.of(""));

  @Test
  void noLineIsWiderThanATerminal() {
    List<String> seen = new ArrayList<>();
    look(List.of(), seen);
    assertTrue(seen.contains("[project, rebuild]"), seen::toString);
    assertTrue(seen.contains("[witness, serve]"), seen::toString);
  }

  private void look(List<String> command, List<String> seen) {
    seen.add(command.toString());
    List<String> args = new ArrayList<>(command);
    args.add("--help");
    String help = shell.ok(args.toArray(String[]::new));
    help.lines().forEach(line -> assertTrue(line.length() <= COLUMNS, () -> command + ": " + line));
    int commands = help.indexOf("Commands:");
    if (commands >= 0) {
      Matcher named = COMMAND.matcher(help.substring(commands));
      while (named.find()) {
        List<String> below = new ArrayList<>(command);
        below.add(named.group(1));
        look(below, seen);
      }
    }
  }
}
