package dev.cairn.log.internal;

import dev.cairn.Cursor;
import dev.cairn.StoreClosedException;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Visits positions and delivers what a test lets through, up to a limit. */
final class LogCursor<T> implements Cursor<T> {

  /** Makes a result of an event, or null to pass over it. */
  interface Step<T> {
    @Nullable T of(LogEvent event);
  }

  private final Log log;
  private final LineReader reader;
  private final PrimitiveIterator.OfLong positions;
  private final Step<T> step;
  private long left;
  private long position;
  private @Nullable T next;
  private boolean closed;

  LogCursor(Log log, PrimitiveIterator.OfLong positions, long limit, Step<T> step) {
    this.log = log;
    this.reader = new LineReader(log);
    this.positions = positions;
    this.left = limit;
    this.step = step;
  }

  static <T> Step<T> where(Predicate<LogEvent> test, Step<T> step) {
    return event -> test.test(event) ? step.of(event) : null;
  }

  @Override
  public boolean hasNext() {
    if (closed) {
      throw new StoreClosedException("the cursor");
    }
    if (log.isClosed()) {
      throw new StoreClosedException("the store");
    }
    while (next == null && left > 0 && (position > 0 || positions.hasNext())) {
      visit();
    }
    return next != null;
  }

  /** An event that cannot be read is tried again by the next call: no reader ever skips. */
  private void visit() {
    if (position == 0) {
      position = positions.nextLong();
    }
    next = step.of(reader.read(position));
    position = 0;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T result = java.util.Objects.requireNonNull(next);
    next = null;
    left--;
    return result;
  }

  @Override
  public void close() {
    closed = true;
  }
}
