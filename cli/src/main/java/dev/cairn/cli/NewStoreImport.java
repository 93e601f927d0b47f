package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.AppendResult;
import dev.cairn.DuplicateEventException;
import dev.cairn.InvalidInputException;
import dev.cairn.StreamId;
import dev.cairn.log.LogImport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Imports the lines of a whole log into a new store, whose events are the same: ids, positions,
 * versions, times, appends, requests. One reading, which holds one append at a time.
 */
final class NewStoreImport {

  private static final String WHOLE =
      "a new store takes a whole log from its first event on; --append records events as new ones";

  private final ImportLines lines;
  private final LogImport target;
  private final List<ImportLine> append = new ArrayList<>();
  private long events;
  private Instant time = Instant.EPOCH;

  NewStoreImport(ImportLines lines, LogImport target) {
    this.lines = lines;
    this.target = target;
  }

  /** Imports all lines; returns how many there were. */
  long run(Progress shown) {
    Optional<ImportLine> next = lines.next();
    while (next.isPresent()) {
      ImportLine line = next.get();
      try {
        take(line);
      } catch (LineFault e) {
        throw ImportLines.fault(line.number(), e);
      }
      shown.at(events);
      next = lines.next();
    }
    if (!append.isEmpty()) {
      ImportLine last = append.getLast();
      throw ImportLines.fault(
          last.number(),
          last.members().fault("of", "the append ends behind its event " + last.index()));
    }
    if (events == 0) {
      throw ImportLines.empty();
    }
    return events;
  }

  private void take(ImportLine line) {
    EventMembers members = line.members();
    if (!members.has("position")) {
      throw members.fault("position", "the key \"position\" is missing: " + WHOLE);
    }
    if (line.position() != events + 1) {
      throw members.fault(
          "position", "position %d, expected %d: %s".formatted(line.position(), events + 1, WHOLE));
    }
    boolean begins = append.isEmpty();
    if (begins ? line.index() != 1 : !line.continues(append.getLast())) {
      throw members.fault("of", "the append before it, or its own, is in part");
    }
    Instant recorded = line.timestamp();
    if (recorded.isBefore(time) || (!begins && !recorded.equals(time))) {
      throw members.fault(
          "timestamp",
          "the time is %s %s, that of the event before it"
              .formatted(begins ? "before" : "not", Text.micros(time)));
    }
    if (!begins && line.request().isPresent()) {
      throw members.fault("request", "a request stands on the first line of an append");
    }
    time = recorded;
    append.add(line);
    events++;
    if (line.index() == line.count()) {
      record();
      append.clear();
    }
  }

  private void record() {
    List<Append.Entry> entries = new ArrayList<>();
    for (ImportLine line : append) {
      entries.add(new Append.Entry(streamOf(line), line.event()));
    }
    ImportLine first = append.getFirst();
    Append whole = faults(first, () -> withRequest(first, Append.of(entries)));
    AppendResult result = faults(first, () -> record(whole));
    if (result.repeated()) {
      throw ImportLines.fault(
          first.number(),
          first.members().fault("request", "the id of its request was used before"));
    }
    checkVersions(result);
  }

  private static Append withRequest(ImportLine first, Append plain) {
    return first.request().map(plain::forRequest).orElse(plain);
  }

  private AppendResult record(Append whole) {
    try {
      return target.append(whole, time);
    } catch (DuplicateEventException e) {
      ImportLine twice =
          append.stream().filter(line -> line.event().id().equals(e.id())).toList().getLast();
      throw ImportLines.fault(
          twice.number(), twice.members().fault("id", String.valueOf(e.getMessage())));
    } catch (AppendRefusedException | InvalidInputException e) {
      throw new LineFault(1, String.valueOf(e.getMessage()));
    }
  }

  private static StreamId streamOf(ImportLine line) {
    return faults(line, line::stream);
  }

  private static <T> T faults(ImportLine line, Supplier<T> work) {
    try {
      return work.get();
    } catch (LineFault e) {
      throw ImportLines.fault(line.number(), e);
    }
  }

  /** The store counted for itself; where a line says otherwise, it is wrong. */
  private void checkVersions(AppendResult result) {
    Map<StreamId, Long> left = new HashMap<>();
    append.forEach(line -> left.merge(line.stream(), 1L, Long::sum));
    for (ImportLine line : append) {
      long behind = left.merge(line.stream(), -1L, Long::sum);
      long expected = result.version(line.stream()).number() - behind;
      if (faults(line, line::version) != expected) {
        throw ImportLines.fault(
            line.number(),
            line.members()
                .fault(
                    "version",
                    "version %d of stream '%s', expected %d"
                        .formatted(line.version(), line.stream(), expected)));
      }
    }
  }
}
