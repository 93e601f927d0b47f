package dev.cairn.flow.saga;

import dev.cairn.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines that come next, in order; those beyond a limit are forgotten, the latest first. All
 * that come before the {@link #horizon} are here, none from there on; when it is reached, the log
 * must be read again, from there on. For one thread.
 */
final class DeadlineWindow {

  /** A deadline of an instance. */
  record Entry(Instant due, StreamId stream, String name) implements Comparable<Entry> {

    private static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::due).thenComparing(Entry::stream).thenComparing(Entry::name);

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }
  }

  private final int sizeMax;
  private final TreeSet<Entry> entries = new TreeSet<>();
  private final Map<StreamId, Map<String, Entry>> byStream = new HashMap<>();
  private @Nullable Entry horizon;

  DeadlineWindow(int sizeMax) {
    this.sizeMax = sizeMax;
  }

  /** Takes a deadline in, in the place of one of the same name. */
  void set(StreamId stream, String name, Instant due) {
    cancel(stream, name);
    Entry entry = new Entry(due, stream, name);
    Entry end = horizon;
    if (end == null || entry.compareTo(end) < 0) {
      entries.add(entry);
      byStream.computeIfAbsent(stream, _ -> new HashMap<>()).put(name, entry);
      if (entries.size() > sizeMax) {
        Entry last = entries.last();
        horizon = last;
        cancel(last.stream(), last.name());
      }
    }
  }

  /** Takes a deadline out, if it is here. */
  void cancel(StreamId stream, String name) {
    Map<String, Entry> named = byStream.get(stream);
    if (named != null) {
      Entry entry = named.remove(name);
      if (entry != null) {
        entries.remove(entry);
      }
      if (named.isEmpty()) {
        byStream.remove(stream);
      }
    }
  }

  /** Takes all deadlines of an instance out. */
  void cancelAll(StreamId stream) {
    Map<String, Entry> named = byStream.remove(stream);
    if (named != null) {
      entries.removeAll(named.values());
    }
  }

  /** Those that are due, the earliest first. */
  List<Entry> due(Instant now) {
    List<Entry> due = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.due().isAfter(now)) {
        break;
      }
      due.add(entry);
    }
    return due;
  }

  /** When the next one is due, or when the log must be read again; {@link Instant#MAX} if never. */
  Instant next() {
    if (!entries.isEmpty()) {
      return entries.first().due();
    }
    Entry end = horizon;
    return end == null ? Instant.MAX : end.due();
  }

  /** The first that was forgotten; empty if all are here. */
  Optional<Entry> horizon() {
    return Optional.ofNullable(horizon);
  }

  /** All that are here. */
  Set<Entry> entries() {
    return Set.copyOf(entries);
  }

  int size() {
    return entries.size();
  }
}
