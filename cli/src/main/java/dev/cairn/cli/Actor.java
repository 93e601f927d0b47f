package dev.cairn.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who gives an order. */
final class Actor {

  @Option(
      names = "--actor",
      paramLabel = "ID",
      description = "Who orders it, which is recorded; else the name of the system's user.")
  private @Nullable String actor;

  String name() {
    return actor == null ? System.getProperty("user.name", "unknown") : actor;
  }
}
