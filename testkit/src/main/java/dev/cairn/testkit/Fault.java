package dev.cairn.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An error that a {@link FaultyDisk} shall meet: at which call, whether once or for ever, and what
 * has been done by then. Immutable.
 *
 * @param operation the kind of call that fails
 * @param nth which of those calls, counted from 1 when the fault is injected
 * @param lasting whether every later one fails as well
 * @param fileName where not empty, only calls on a file or folder of this name count
 * @param bytesBefore how many bytes a failing write has written before it fails
 * @param error what is thrown, made anew each time
 */
public record Fault(
    FaultyDisk.Operation operation,
    long nth,
    boolean lasting,
    String fileName,
    int bytesBefore,
    Supplier<? extends IOException> error) {

  /** Checks the numbers. */
  public Fault {
    if (nth < 1 || bytesBefore < 0) {
      throw new IllegalArgumentException("calls are counted from 1, bytes from 0");
    }
    if (bytesBefore > 0 && operation != FaultyDisk.Operation.WRITE) {
      throw new IllegalArgumentException("only a write fails after some bytes");
    }
  }

  /** The nth such call from now on fails, once. */
  public static Fault at(
      FaultyDisk.Operation operation, long nth, Supplier<? extends IOException> error) {
    return new Fault(operation, nth, false, "", 0, error);
  }

  /** The next such call fails, once. */
  public static Fault next(FaultyDisk.Operation operation) {
    return at(operation, 1, () -> new IOException("injected: " + operation));
  }

  /** The same, at every later call as well. */
  public Fault forEver() {
    return new Fault(operation, nth, true, fileName, bytesBefore, error);
  }

  /** The same, at calls on files or folders of that name alone. */
  public Fault in(String name) {
    return new Fault(operation, nth, lasting, name, bytesBefore, error);
  }

  /** The same write, which writes that much before it fails: a short write. */
  public Fault afterBytes(int bytes) {
    return new Fault(operation, nth, lasting, fileName, bytes, error);
  }

  /** Whether a call on that path counts. */
  boolean concerns(FaultyDisk.Operation called, Path path) {
    return operation == called
        && (fileName.isEmpty()
            || Optional.ofNullable(path.getFileName())
                .map(Path::toString)
                .equals(Optional.of(fileName)));
  }
}
