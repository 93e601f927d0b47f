package dev.cairn.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command talks to. Everything is UTF-8 whatever the locale says, because events are.
 *
 * @param in standard input
 * @param out standard output: results
 * @param err standard error: everything else
 * @param env the environment
 * @param watched whether a person looks at standard error
 */
record Console(
    InputStream in, Output out, PrintStream err, Map<String, String> env, boolean watched) {

  /** The streams and the environment of this process. */
  static Console ofProcess() {
    return new Console(
        System.in,
        new Output(new FileOutputStream(FileDescriptor.out)),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        isTerminal(Path.of("/proc/self/fd/2")));
  }

  /** Says something that is not a result, on a line of its own. */
  void note(String sentence) {
    err.println("ledger: " + sentence);
  }

  /** Java knows about a terminal on standard output alone, so the system is asked. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
