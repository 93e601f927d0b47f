package dev.cairn.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands in this process, each with streams of its own. */
final class Shell {

  /**
   * What a command left behind.
   *
   * @param exit its exit code
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Result(int exit, String out, String err) {}

  private final StoreAccess access;
  private final Map<String, String> env;
  private final boolean watched;

  private Shell(StoreAccess access, Map<String, String> env, boolean watched) {
    this.access = access;
    this.env = Map.copyOf(env);
    this.watched = watched;
  }

  static Shell on(Path store) {
    return on(store, new DiskAccess());
  }

  static Shell on(Path store, StoreAccess access) {
    return new Shell(access, Map.of("CAIRN_STORE", store.toString()), false);
  }

  static Shell through(StoreAccess access) {
    return new Shell(access, Map.of("CAIRN_STORE", "store"), false);
  }

  /** The same with a person who looks at standard error and can be asked. */
  Shell watched() {
    return new Shell(access, env, true);
  }

  Result run(String... args) {
    return runWith("", args);
  }

  Result runWith(String stdin, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new Output(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env,
            watched);
    int exit = Ledger.run(args, console, access);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed; returns its output. */
  String ok(String... args) {
    Result result = run(args);
    if (result.exit() != Exit.OK) {
      throw new AssertionError(result.toString());
    }
    return result.out();
  }
}
