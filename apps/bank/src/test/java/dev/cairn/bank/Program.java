package dev.cairn.bank;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The bank as a process of its own; killed when it is closed. Both its outputs are read as one. */
final class Program implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  Program(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(options));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  Process process() {
    return process;
  }

  String line() throws IOException {
    return Objects.requireNonNull(output.readLine(), "the program ended");
  }

  /** All that is left, once the program has ended by itself. */
  List<String> rest() throws IOException, InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the program did not end");
    }
    return output.readAllLines();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
