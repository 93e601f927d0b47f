package dev.cairn.cli;

import dev.cairn.Limits;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** The lines of an import, one after the other. Whatever is wrong with one names it. */
final class ImportLines implements AutoCloseable {

  private final Limits limits;
  private final ImportSource.Lines lines;

  /** Opens a source from its beginning. */
  ImportLines(ImportSource source, Limits limits) {
    this.limits = limits;
    try {
      this.lines = source.open();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The next line, which is shown as it stands to the one that sums up. */
  Optional<ImportLine> next(Consumer<byte[]> seen) {
    try {
      Optional<byte[]> bytes = lines.next();
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      seen.accept(bytes.get());
      return Optional.of(ImportLine.parse(lines.number(), bytes.get(), limits));
    } catch (LineFault e) {
      throw fault(lines.number(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  Optional<ImportLine> next() {
    return next(_ -> {});
  }

  /** The error for a line that cannot be taken. */
  static CommandException fault(long line, LineFault fault) {
    return CommandException.usage(
        "%s: line %d, column %d: %s"
            .formatted(ImportSource.WHAT, line, fault.column(), fault.reason()));
  }

  /** The error for a source that has no lines. */
  static CommandException empty() {
    return CommandException.usage("%s: there is no event in it".formatted(ImportSource.WHAT));
  }

  private static CommandException unreadable(IOException e) {
    return CommandException.usage(
        "%s: cannot read %s".formatted(ImportSource.WHAT, Inputs.failure(e)));
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
