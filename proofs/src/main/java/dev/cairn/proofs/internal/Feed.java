package dev.cairn.proofs.internal;

import dev.cairn.log.LogLine;
import dev.cairn.log.LogLines;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a log, hashes their contents, and says which position each line is to be
 * judged for: as a rule the one that it claims. Where lines are damaged, lost, added or out of
 * order, it looks ahead to the next sound line, so that one line that lies about its position does
 * not misplace all that follow. Used by one thread.
 */
final class Feed implements Pipe.Filling {

  /** So far it looks for a sound line behind one that is out of order. */
  private static final int AHEAD_MAX = 64;

  /**
   * A line.
   *
   * @param event null if it is not sound
   */
  private record Seen(
      @Nullable LogLine event,
      Path file,
      long from,
      long to,
      long line,
      boolean durable,
      LogLines.Place end) {}

  private final LogLines lines;

  /**
   * The size of the largest tree that was signed. Lines beyond are read as far as they are durable.
   */
  private final long signed;

  private final Deque<Seen> ahead = new ArrayDeque<>();
  private final LeafBytes record = new LeafBytes();
  private final NameHash key;

  private long expected;
  private long damaged;
  private @Nullable Seen firstDamaged;

  /**
   * Reads on.
   *
   * @param key makes the keys of streams
   */
  Feed(LogLines lines, long from, long signed, NameHash key) {
    this.lines = lines;
    this.expected = from;
    this.signed = signed;
    this.key = key;
  }

  /** A batch of a log that is in order ends where a multiple of its size does. */
  @Override
  public void fill(Batch batch) {
    do {
      Seen seen = next();
      if (seen == null || (!seen.durable() && expected + damaged > signed)) {
        endDamage(batch, expected + damaged);
        batch.isLast = true;
        return;
      }
      batch.end = seen.end();
      take(batch, seen);
      // What is out of order may take two places.
    } while (batch.count < Batch.ITEMS_MAX - 1 && (expected - 1) % Batch.ITEMS_MAX != 0);
  }

  private @Nullable Seen next() {
    return ahead.isEmpty() ? read() : ahead.poll();
  }

  private @Nullable Seen read() {
    return lines.next()
        ? new Seen(
            lines.isSound() ? lines.event() : null,
            lines.file(),
            lines.from(),
            lines.to(),
            lines.line(),
            lines.isDurable(),
            lines.place())
        : null;
  }

  private void take(Batch batch, Seen seen) {
    LogLine event = seen.event();
    if (event == null) {
      firstDamaged = damaged++ == 0 ? seen : firstDamaged;
      return;
    }
    long claimed = event.position().sequence();
    long natural = expected + damaged;
    if (claimed == natural || (!isLie(natural) && claimed >= expected && isLikely(claimed))) {
      endDamage(batch, claimed);
      add(batch, Batch.Kind.EVENT, claimed, seen, event);
      expected = claimed + 1;
    } else if (isLie(natural) || claimed >= expected) {
      endDamage(batch, natural);
      add(batch, Batch.Kind.EVENT, natural, seen, event);
      expected = natural + 1;
    } else {
      add(batch, Batch.Kind.EXTRA, expected, seen, event);
    }
  }

  /** Whether the lines behind go on as if this one had the position that it should have. */
  private boolean isLie(long natural) {
    long next = natural + 1;
    for (Seen seen : lookAhead()) {
      if (seen.event() != null) {
        return seen.event().position().sequence() == next;
      }
      next++;
    }
    return false;
  }

  /** At the end of the log, where nothing that follows can tell, a jump is believed up to there. */
  private boolean isLikely(long claimed) {
    return claimed <= signed || lookAhead().stream().anyMatch(seen -> seen.event() != null);
  }

  private Deque<Seen> lookAhead() {
    while (ahead.size() < AHEAD_MAX && (ahead.isEmpty() || ahead.peekLast().event() == null)) {
      Seen seen = read();
      if (seen == null) {
        break;
      }
      ahead.add(seen);
    }
    return ahead;
  }

  private void endDamage(Batch batch, long before) {
    Seen first = firstDamaged;
    if (first != null) {
      batch.add(
          Batch.Kind.DAMAGED,
          expected,
          before,
          first.file(),
          first.from(),
          first.to(),
          first.line());
      firstDamaged = null;
      damaged = 0;
    }
  }

  private void add(Batch batch, Batch.Kind kind, long slot, Seen seen, LogLine event) {
    Batch.Kind real = isWhole(event) ? kind : Batch.Kind.DAMAGED;
    batch.add(real, slot, slot + 1, seen.file(), seen.from(), seen.to(), seen.line());
    if (real != Batch.Kind.DAMAGED) {
      batch.record(record.array(), record.length(), key.high(), key.low());
    }
  }

  /** Makes the record of an event; false where its id or time is none. */
  private boolean isWhole(LogLine event) {
    try {
      record.set(event);
      record.stream(key);
      return true;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return false;
    }
  }
}
