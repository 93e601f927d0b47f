package dev.cairn.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines as bytes, none longer than a limit; skips blank ones but counts them. */
final class LineReader implements ImportSource.Lines {

  private final String what;
  private final InputStream in;
  private final int bytesMax;
  private long number;

  /**
   * Closes the stream when it is closed.
   *
   * @param what what an error begins with
   */
  LineReader(String what, InputStream in, int bytesMax) {
    this.what = what;
    this.in = in;
    this.bytesMax = bytesMax;
  }

  /** The next line that is not blank, without its line feed. */
  @Override
  public Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    boolean blank = true;
    number++;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        if (!blank) {
          return Optional.of(line.toByteArray());
        }
        line.reset();
        number++;
        continue;
      }
      blank &= b == ' ' || b == '\t' || b == '\r';
      line.write(b);
      if (line.size() > bytesMax) {
        throw CommandException.usage(
            "%s: line %d: it is longer than %d bytes".formatted(what, number, bytesMax));
      }
    }
    return blank ? Optional.empty() : Optional.of(line.toByteArray());
  }

  /** The number of the line that was read last, from 1. */
  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
