package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.StoreException;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.log.internal.IndexSaving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program on a store that knows what it was promised: it makes the same calls to the disk each
 * time, in the thread that runs it. Other threads may ask what it was promised.
 */
final class Program {

  static final Path FOLDER = Path.of("/crash/store");

  private static final Instant NOW = Instant.parse("2025-12-28T10:00:00Z");
  private static final StreamId A = StreamId.of("account-a");
  private static final StreamId B = StreamId.of("account-b");
  private static final String FILLING = "x".repeat(4_100);

  private final Disk disk;
  private final List<Promise.Event> events = new ArrayList<>();
  private final Map<StreamId, Long> versions = new HashMap<>();
  private int acknowledged;
  private int seen;
  private @Nullable LogStore store;

  Program(Disk disk) {
    this.disk = disk;
  }

  /** A program that goes on where another one ended, on the disk that this one left. */
  Program(Disk disk, Program before) {
    this(disk);
    events.addAll(before.events);
    versions.putAll(before.versions);
    acknowledged = before.acknowledged;
    seen = before.acknowledged;
  }

  /** A program that goes on after a failure, of which that many events turned out to be there. */
  Program(Disk disk, Program before, int found) {
    this(disk);
    events.addAll(before.events.subList(0, found));
    events.forEach(event -> versions.merge(event.stream(), 1L, Long::sum));
    acknowledged = found;
    seen = found;
  }

  static LogOptions options(Disk disk) {
    return LogOptions.standard()
        .withDisk(disk)
        .withTime(InstantSource.fixed(NOW))
        .withLockWait(Duration.ZERO)
        .withQueue(16, Duration.ZERO)
        .withBackground(Runnable::run)
        .withSegmentBytes(4 << 10);
  }

  /** What holds at this moment. */
  Promise promise() {
    return new Promise(List.copyOf(events), acknowledged, events.size(), seen);
  }

  /** A reader was shown that many events. */
  void shown(int count) {
    seen = Math.max(seen, count);
  }

  void open() {
    store = LogStore.open(FOLDER, options(disk));
  }

  void close() {
    live().close();
  }

  /** Closes a store that failed. */
  void abandon() {
    LogStore failed = store;
    try {
      if (failed != null) {
        failed.close();
      }
    } catch (StoreException e) {
      // It says that closing failed; what was acknowledged must be there all the same.
    }
  }

  /** The append under way was refused for want of space: nothing of it is there. */
  void refusedForSpace() {
    while (events.size() > acknowledged) {
      versions.merge(events.removeLast().stream(), -1L, Long::sum);
    }
  }

  private LogStore live() {
    return java.util.Objects.requireNonNull(store);
  }

  void run(Step step) {
    switch (step) {
      case APPEND_ONE -> append(ExpectedVersion.any(), List.of(A), "one");
      case APPEND_MANY -> append(ExpectedVersion.any(), List.of(A, B, A), "y".repeat(120));
      case CONDITIONAL -> conditional();
      case ROLL -> {
        append(ExpectedVersion.any(), List.of(A), FILLING);
        append(ExpectedVersion.any(), List.of(B), "behind");
      }
      case CHECKPOINT -> save();
      case REOPEN -> {
        close();
        open();
      }
      case READ -> {
        if (promise().prefix(live()) != acknowledged) {
          throw new AssertionError("a read does not see what was acknowledged");
        }
      }
    }
  }

  private void conditional() {
    long version = versions.getOrDefault(A, 0L);
    refused(Append.to(A, ExpectedVersion.exactly(Version.of(version + 1)), event("wrong", 1)));
    if (version > 0) {
      refused(Append.to(A, ExpectedVersion.exactly(Version.of(version - 1)), event("stale", 1)));
      refused(
          Append.to(B, ExpectedVersion.any(), event("matched", 1))
              .failIfEventsMatch(Query.tags(Tag.of("of:" + A.value())), Position.START));
    }
    append(ExpectedVersion.exactly(Version.of(version)), List.of(A), "checked");
  }

  private void refused(Append append) {
    try {
      live().append(append);
    } catch (AppendRefusedException e) {
      return;
    }
    throw new AssertionError("an append was taken of which a condition did not hold");
  }

  private NewEvent event(String text, int index) {
    return NewEvent.of("Happened", "{\"text\":\"" + text + "\"}")
        .withId(new UUID(events.size() + 1L, index));
  }

  private void append(ExpectedVersion expected, List<StreamId> streams, String text) {
    Append append = Append.of(List.of());
    List<Promise.Event> fresh = new ArrayList<>();
    for (StreamId stream : streams) {
      NewEvent event = event(text, fresh.size() + 1).withTags(Tag.of("of:" + stream.value()));
      append =
          append.and(stream, fresh.isEmpty() ? expected : ExpectedVersion.any(), List.of(event));
      long version = versions.merge(stream, 1L, Long::sum);
      fresh.add(Promise.Event.of(stream, version, event.id(), "{\"text\":\"" + text + "\"}"));
    }
    events.addAll(fresh);
    live().append(append);
    acknowledged = events.size();
  }

  private void save() {
    try {
      IndexSaving.save(disk, FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
