package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.LimitExceededException;
import dev.cairn.Limits;
import dev.cairn.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the groups of a batch file one by one; holds one of them at a time. */
final class BatchGroups implements AutoCloseable {

  /**
   * What is appended at once.
   *
   * @param firstLine the line of the file it begins in, from 1
   * @param name the group's name, or null where the file has no groups
   * @param entries the events
   */
  record Group(long firstLine, @Nullable String name, List<Append.Entry> entries) {

    Group {
      entries = List.copyOf(entries);
    }
  }

  private record Numbered(long number, BatchLine line) {}

  private final LineReader reader;
  private final StreamId fallback;
  private final Limits limits;
  private @Nullable Numbered pending;
  private boolean started;

  BatchGroups(InputStream in, StreamId fallback, Limits limits) {
    this.reader =
        new LineReader("--batch", in, 2 * limits.dataBytesMax() + 2 * limits.metadataBytesMax());
    this.fallback = fallback;
    this.limits = limits;
  }

  /** The next group, if there is one. */
  Optional<Group> next() throws IOException {
    if (!started) {
      pending = read();
      started = true;
    }
    Numbered first = pending;
    if (first == null) {
      return Optional.empty();
    }
    String name = first.line().group();
    List<Append.Entry> entries = new ArrayList<>();
    long bytes = 0;
    while (pending != null && first.line().sameGroup(pending.line())) {
      entries.add(pending.line().entry());
      bytes += pending.line().bytes();
      check(pending.number(), entries.size(), bytes, name == null);
      pending = read();
    }
    if (pending != null && (name == null) != (pending.line().group() == null)) {
      throw fault(pending.number(), "either every line names its group or none does");
    }
    return Optional.of(new Group(first.number(), name, entries));
  }

  private void check(long line, int events, long bytes, boolean ungrouped) {
    try {
      LimitExceededException.check("events of an append", events, limits.appendEventsMax());
      LimitExceededException.check("bytes of an append", bytes, limits.appendBytesMax());
    } catch (LimitExceededException e) {
      String way =
          ungrouped
              ? "; give the lines a \"group\", each group is an append of its own"
              : "; make the group smaller";
      throw fault(line, e.getMessage() + way);
    }
  }

  private @Nullable Numbered read() throws IOException {
    Optional<byte[]> bytes = reader.next();
    if (bytes.isEmpty()) {
      return null;
    }
    long number = reader.number();
    try {
      BatchLine line = BatchLine.parse(bytes.get(), fallback);
      LimitExceededException.check(
          "bytes of data", line.entry().event().data().size(), limits.dataBytesMax());
      LimitExceededException.check(
          "bytes of metadata", line.entry().event().metadata().size(), limits.metadataBytesMax());
      return new Numbered(number, line);
    } catch (LineFault e) {
      throw CommandException.usage(
          "--batch: line %d, column %d: %s".formatted(number, e.column(), e.reason()));
    } catch (LimitExceededException e) {
      throw fault(number, String.valueOf(e.getMessage()));
    }
  }

  CommandException fault(long line, String reason) {
    return CommandException.usage("--batch: line %d: %s".formatted(line, reason));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
