package dev.cairn.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts ledger commands as processes of their own on one store, and ends them all. */
final class Processes implements AutoCloseable {

  private static final long WAIT_SECONDS = 120;

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  /** Starts a command whose output goes to {@link #out} and {@link #err}. */
  Process start(String name, String... args) throws IOException {
    return start(Main.class, name, args);
  }

  private Process start(Class<?> main, String name, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path", "")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                main.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CAIRN_STORE", folder.resolve("store").toString());
    Process process =
        builder.redirectOutput(out(name).toFile()).redirectError(err(name).toFile()).start();
    synchronized (started) {
      started.add(process);
    }
    return process;
  }

  /** Runs a command to its end; returns its exit code. */
  int run(String name, String... args) throws IOException, InterruptedException {
    return exit(name, start(name, args));
  }

  /**
   * Runs a command again and again in one process, as a script would in many; returns the first
   * exit code that tells of a failure.
   */
  int repeat(String name, int times, String... args) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(Integer.toString(times)));
    all.addAll(List.of(args));
    return exit(name, start(RepeatingProcess.class, name, all.toArray(String[]::new)));
  }

  private static int exit(String name, Process process) throws InterruptedException {
    if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " did not end");
    }
    return process.exitValue();
  }

  Path out(String name) {
    return folder.resolve(name + ".out");
  }

  Path err(String name) {
    return folder.resolve(name + ".err");
  }

  /** The whole lines a command has written so far. */
  List<String> lines(String name) throws IOException {
    String text = Files.readString(out(name));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}
