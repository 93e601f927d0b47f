package dev.cairn.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of events that is read twice: once to judge it, once to append it. What comes from
 * standard input is kept in a temporary file until it is closed.
 *
 * @param what what an error begins with
 * @param file where the lines are
 * @param temporary whether the file is ours to delete
 */
record BatchSource(String what, Path file, boolean temporary) implements AutoCloseable {

  static BatchSource open(String what, String name, InputStream in) {
    if (!name.equals("-")) {
      return new BatchSource(what, Ledger.path(what, name), false);
    }
    try {
      BatchSource source =
          new BatchSource(what, Files.createTempFile("ledger-batch", ".jsonl"), true);
      source.fill(in);
      return source;
    } catch (IOException e) {
      throw unreadable(what, e);
    }
  }

  private void fill(InputStream in) throws IOException {
    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Opens it from its beginning; the caller closes it. */
  InputStream lines() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  CommandException unreadable(IOException error) {
    return unreadable(what, error);
  }

  private static CommandException unreadable(String what, IOException error) {
    return CommandException.usage(what + ": cannot read " + Inputs.failure(error));
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
