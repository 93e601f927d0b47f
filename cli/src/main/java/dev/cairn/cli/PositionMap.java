package dev.cairn.cli;

import dev.cairn.Position;
import dev.cairn.StoreId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where each event of an old store is in the new one, as JSON Lines: the stores on the first line,
 * then ranges of positions in order, {@code {"old":[1,41],"new":[1,41]}}. A range stands for events
 * that each stayed one, for one event that became several, or, with {@code "new":[]}, for events
 * that were dropped.
 */
final class PositionMap {

  /** Positions that follow each other, and those that became of them. */
  private record Range(long old, long oldLast, long made, long madeLast) {

    boolean isDropped() {
      return madeLast < made;
    }

    boolean isKept() {
      return madeLast - made == oldLast - old;
    }

    boolean goesOn(Range next) {
      return (isDropped() && next.isDropped()) || (isKept() && next.isKept());
    }

    Range with(Range next) {
      return new Range(old, next.oldLast, made, next.madeLast);
    }

    String json() {
      return "{\"old\":[%d,%d],\"new\":%s}"
          .formatted(old, oldLast, isDropped() ? "[]" : "[%d,%d]".formatted(made, madeLast));
    }
  }

  private final OutputStream out;
  private @Nullable Range range;

  PositionMap(OutputStream out, StoreId old, Position head, StoreId made) {
    this.out = out;
    line(
        String.format(
            Locale.ROOT,
            "{\"from\":{\"store\":\"%s\",\"head\":%d},\"to\":{\"store\":\"%s\"}}",
            old,
            head.sequence(),
            made));
  }

  /**
   * Notes an append.
   *
   * @param next the position that its first new event has
   */
  void add(LiftedAppend append, long next) {
    long made = next;
    for (LiftedAppend.Event event : append.events()) {
      long behind = made + event.entries().size();
      add(new Range(event.position(), event.position(), made, behind - 1));
      made = behind;
    }
  }

  private void add(Range next) {
    if (range == null) {
      range = next;
    } else if (range.goesOn(next)) {
      range = range.with(next);
    } else {
      line(range.json());
      range = next;
    }
  }

  /** Writes the last range. */
  void end() {
    if (range != null) {
      line(range.json());
    }
  }

  private void line(String json) {
    try {
      out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
