package dev.cairn.log.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the lines of a segment behind what its index covers, passes every whole append on, mostly
 * to that index, and judges the first thing that does not fit.
 *
 * <p>Group write N+1 begins only after the sync of N returned. So a sound line of a later group
 * behind the damage proves that the damaged bytes were durable once: that is corruption. Damage
 * behind which nothing but lines of the same group stands is a torn group write. The mark in {@code
 * head} only narrows the doubt: damage below it is corruption always.
 */
final class TailScan {

  /** How a scan ended. */
  sealed interface Outcome {

    /** Every byte up to the end belongs to a whole append. */
    record Whole() implements Outcome {}

    /**
     * The last group write is torn: from here on nothing was acknowledged.
     *
     * @param from the first byte behind the last whole append
     */
    record Torn(long from) implements Outcome {}

    /**
     * Bytes that were durable are damaged.
     *
     * @param from the first damaged byte
     * @param to the byte behind the damaged line
     * @param position where the damaged event would stand
     * @param reason what was found
     */
    record Corrupt(long from, long to, long position, String reason) implements Outcome {}
  }

  private final Segment segment;
  private final long to;
  private final Consumer<IndexEntry> found;
  private final LineScanner lines;
  private final List<IndexEntry> append = new ArrayList<>();
  private long whole;
  private long expected;
  private long commit;
  private int ofCount = 1;

  /** Scans up to that byte of the segment, and adds what it finds to the index. */
  TailScan(Segment segment, long to) {
    this(segment, to, segment.index()::add);
  }

  /**
   * Scans up to that byte of the segment.
   *
   * @param found takes every event of a whole append, in order
   */
  TailScan(Segment segment, long to, Consumer<IndexEntry> found) {
    this.segment = segment;
    this.to = to;
    this.found = found;
    this.whole = segment.index().end();
    this.lines = new LineScanner(segment.file(), whole, to);
    this.expected = segment.last() + 1;
  }

  /**
   * Scans.
   *
   * @param durable the bytes of the segment that are known to be durable: damage below is
   *     corruption
   */
  Outcome run(long durable) throws IOException {
    while (lines.next()) {
      String fault = take();
      if (!fault.isEmpty()) {
        return judge(fault, durable);
      }
    }
    if (!append.isEmpty()) {
      return cut("the last append is not whole", to, durable);
    }
    return whole < durable
        ? cut(
            "the file is shorter than it was: %d bytes were durable".formatted(durable),
            to,
            durable)
        : new Outcome.Whole();
  }

  /** Takes the line if it is the one that must follow; else says what is wrong with it. */
  private String take() {
    if (!lines.isSound()) {
      return lines.isEnded() ? "the checksum of the line does not fit" : "the line is not whole";
    }
    LogEvent event = Loader.parse(lines.bytes());
    if (event == null) {
      return "the line is not an event";
    }
    String fault = fault(event);
    if (fault.isEmpty()) {
      accept(event);
    }
    return fault;
  }

  private String fault(LogEvent event) {
    if (event.sequence() != expected) {
      return "the line says position %d, expected %d".formatted(event.sequence(), expected);
    }
    boolean begins = append.isEmpty();
    if (event.ofIndex() != append.size() + 1 || (!begins && event.ofCount() != ofCount)) {
      return "event %d of %d of an append does not follow the line before it"
          .formatted(event.ofIndex(), event.ofCount());
    }
    boolean sameCommit = event.commit() == commit || (commit == 0 && expected > segment.first());
    boolean newCommit = begins && event.commit() == expected;
    return sameCommit || newCommit ? "" : "the line says commit " + event.commit();
  }

  private void accept(LogEvent event) {
    commit = event.commit();
    ofCount = event.ofCount();
    append.add(IndexEntry.of(event, lines.crc(), lines.from(), lines.to()));
    expected++;
    if (append.size() == ofCount) {
      append.forEach(found);
      append.clear();
      whole = lines.to();
    }
  }

  private Outcome judge(String fault, long durable) throws IOException {
    long from = lines.from();
    long end = lines.to();
    long damaged = expected;
    do {
      if (lines.isSound() && laterGroup(damaged)) {
        return new Outcome.Corrupt(from, end, damaged, fault);
      }
    } while (lines.next());
    return from < durable
        ? new Outcome.Corrupt(from, end, damaged, fault)
        : cut(fault, end, durable);
  }

  private boolean laterGroup(long damaged) {
    LogEvent event = Loader.parse(lines.bytes());
    return event != null && event.commit() > damaged;
  }

  private Outcome cut(String fault, long end, long durable) {
    return whole < durable
        ? new Outcome.Corrupt(whole, end, expected - append.size(), fault)
        : new Outcome.Torn(whole);
  }
}
