package dev.cairn.cli;

import dev.cairn.EventStore;
import dev.cairn.model.Domain;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Makes the classes of an application that the command does not know, out of their source. */
final class DomainJar {

  private static final long COMPILE_SECONDS = 60;

  private DomainJar() {}

  /** Compiles a class of the unnamed package and names it as a domain; returns the folder. */
  static Path compiled(Path folder, String name, String source) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
            "-proc:none",
            "-cp",
            String.join(
                File.pathSeparator,
                place(Domain.class),
                place(EventStore.class),
                place(JsonNode.class),
                place(JsonPointer.class),
                place(NullMarked.class)),
            "-d",
            folder.toString(),
            file.toString()));
    named(folder, name);
    return folder;
  }

  /** Names classes as the domains of a folder. */
  static void named(Path folder, String... names) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(Domain.class.getName()), List.of(names));
  }

  private static String place(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(COMPILE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while it compiled", e);
    }
  }
}
