package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class KeysOptionTest {

  private static final Map<String, String> ALL =
      Map.of("CAIRN_KEYS", "/c", "XDG_CONFIG_HOME", "/x", "HOME", "/h");

  private static Path folder(Map<String, String> env, String... args) {
    KeysOption option = new KeysOption();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("keys", CommandLine.Model.CommandSpec.forAnnotatedObject(option)))
        .parseArgs(args);
    return option.folder(env);
  }

  @Test
  void theOptionComesFirstThenTheEnvironment() {
    assertEquals(Path.of("/o"), folder(ALL, "--keys", "/o"));
    assertEquals(Path.of("/c"), folder(ALL));
    assertEquals(Path.of("/x/cairn/keys"), folder(Map.of("XDG_CONFIG_HOME", "/x", "HOME", "/h")));
    assertEquals(
        Path.of("/h/.config/cairn/keys"),
        folder(Map.of("CAIRN_KEYS", "", "XDG_CONFIG_HOME", "relative", "HOME", "/h")));
  }

  @Test
  void whereNothingNamesAFolderNoneIsGuessed() {
    for (String[] args : new String[][] {{}, {"--keys", ""}}) {
      CommandException refusal = assertThrows(CommandException.class, () -> folder(Map.of(), args));
      assertEquals(Exit.USAGE, refusal.exit());
      assertTrue(String.valueOf(refusal.getMessage()).contains("--keys"), refusal::toString);
    }
  }
}
