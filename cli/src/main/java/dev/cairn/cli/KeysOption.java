package dev.cairn.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the keys of logs lie: the option, as every command that needs keys has it. */
final class KeysOption {

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description =
          "The folder of the keys of logs; else $$CAIRN_KEYS, else cairn/keys in "
              + "$$XDG_CONFIG_HOME, else ~/.config/cairn/keys.")
  private @Nullable String keys;

  /**
   * The folder.
   *
   * @param env the environment
   */
  Path folder(Map<String, String> env) {
    return known(env)
        .orElseThrow(
            () -> CommandException.usage("name the folder of the keys: --keys DIR, or CAIRN_KEYS"));
  }

  /** The same; empty where nothing names one. */
  Optional<Path> known(Map<String, String> env) {
    if (keys != null) {
      return Optional.of(Ledger.path("--keys", keys));
    }
    String named = env.getOrDefault("CAIRN_KEYS", "");
    if (!named.isEmpty()) {
      return Optional.of(Ledger.path("CAIRN_KEYS", named));
    }
    String config = env.getOrDefault("XDG_CONFIG_HOME", "");
    if (!config.isEmpty() && Ledger.path("XDG_CONFIG_HOME", config).isAbsolute()) {
      return Optional.of(Path.of(config, "cairn", "keys"));
    }
    String home = env.getOrDefault("HOME", "");
    return home.isEmpty()
        ? Optional.empty()
        : Optional.of(Ledger.path("HOME", home).resolve(Path.of(".config", "cairn", "keys")));
  }
}
