package dev.cairn.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, buffered, in UTF-8. Unlike a {@code PrintStream} it does not hide an error: a
 * result that could not be written is a failed command. Used by one thread.
 */
final class Output extends OutputStream {

  /** Standard output took no more. */
  static final class ClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosedException(IOException cause) {
      super("cannot write the output: " + cause.getMessage(), cause);
    }

    /** Whether the reader has seen enough, as in {@code ledger list | head}. */
    boolean isBrokenPipe() {
      String message = String.valueOf(getMessage());
      return message.contains("Broken pipe") || message.contains("Pipe closed");
    }
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream target;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int length;

  Output(OutputStream target) {
    this.target = target;
  }

  Output text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    write(utf8, 0, utf8.length);
    return this;
  }

  Output line(String text) {
    return text(text).text("\n");
  }

  Output bytes(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    write(copy, 0, copy.length);
    return this;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    if (count > buffer.length - length) {
      drain();
    }
    if (count > buffer.length) {
      send(bytes, offset, count);
      return;
    }
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  @Override
  public void flush() {
    drain();
    try {
      target.flush();
    } catch (IOException e) {
      throw new ClosedException(e);
    }
  }

  private void drain() {
    int count = length;
    length = 0;
    send(buffer, 0, count);
  }

  private void send(byte[] bytes, int offset, int count) {
    try {
      target.write(bytes, offset, count);
    } catch (IOException e) {
      throw new ClosedException(e);
    }
  }
}
