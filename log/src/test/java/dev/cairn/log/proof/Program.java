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
import dev.cairn.log.LockMode;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.log.PreparedSpace;
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

/**
 * A program on a store that knows what it was promised: it makes the same calls to the disk each
 * time, in the thread that runs it. Other threads may ask what it was promised. On several disks,
 * each of them one process's view of the same disk, it has one shared store in each process, which
 * take their turns step by step.
 */
final class Program {

  static final Path FOLDER = Path.of("/crash/store");

  private static final Instant NOW = Instant.parse("2025-12-28T10:00:00Z");
  private static final StreamId A = StreamId.of("account-a");
  private static final StreamId B = StreamId.of("account-b");

  /** Six sectors, from the second group write on. */
  private static final PreparedSpace PREPARED =
      new PreparedSpace(3 << 10, 1 << 10, 2, Duration.ofDays(1));

  private static final String FILLING = "x".repeat(4_100);

  private final List<Disk> disks;
  private final List<LogStore> stores = new ArrayList<>();
  private final List<Promise.Event> events = new ArrayList<>();
  private final Map<StreamId, Long> versions = new HashMap<>();
  private int acknowledged;
  private int seen;
  private int turn;

  Program(Disk disk) {
    this(List.of(disk));
  }

  Program(List<Disk> disks) {
    this.disks = new ArrayList<>(disks);
  }

  /** A program that goes on where another one ended, on the disk that this one left. */
  Program(List<Disk> disks, Program before) {
    this(disks);
    events.addAll(before.events);
    versions.putAll(before.versions);
    acknowledged = before.acknowledged;
    seen = before.acknowledged;
  }

  /** A program that goes on after a failure, of which that many events turned out to be there. */
  Program(Disk disk, Program before, int found) {
    this(disk);
    events.addAll(before.events);
    settle(found);
  }

  /** Of the events so far that many turned out to be there. */
  void settle(int found) {
    events.subList(found, events.size()).clear();
    versions.clear();
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
        .withPrepared(PREPARED)
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
    stores.clear();
    for (Disk disk : disks) {
      stores.add(open(disk));
    }
  }

  private LogStore open(Disk disk) {
    LockMode mode = disks.size() == 1 ? LockMode.EXCLUSIVE : LockMode.SHARED;
    return LogStore.open(FOLDER, options(disk).withLockMode(mode));
  }

  void close() {
    stores.forEach(LogStore::close);
  }

  /** Closes a store that failed. */
  void abandon() {
    try {
      close();
    } catch (StoreException e) {
      // It says that closing failed; what was acknowledged must be there all the same.
    }
  }

  /** Asks the first store nothing any more, which is returned. */
  LogStore loseFirst() {
    disks.removeFirst();
    turn = 0;
    return stores.removeFirst();
  }

  /** The append under way was refused for want of space: nothing of it is there. */
  void refusedForSpace() {
    while (events.size() > acknowledged) {
      versions.merge(events.removeLast().stream(), -1L, Long::sum);
    }
  }

  /** The store whose turn it is. */
  LogStore live() {
    return stores.get(turn % stores.size());
  }

  private void reopen() {
    int which = turn % stores.size();
    stores.get(which).close();
    stores.set(which, open(disks.get(which)));
  }

  void run(Step step) {
    switch (step) {
      case APPEND_ONE -> append(ExpectedVersion.any(), List.of(A), "one");
      case APPEND_MANY -> append(ExpectedVersion.any(), List.of(A, B, A), "y".repeat(120));
      case CONDITIONAL -> conditional();
      case ROLL -> {
        append(ExpectedVersion.any(), List.of(A), FILLING);
        turn++;
        append(ExpectedVersion.any(), List.of(B), "behind");
      }
      case CHECKPOINT -> save();
      case REOPEN -> reopen();
      case READ -> {
        if (promise().prefix(live()) != acknowledged) {
          throw new AssertionError("a read does not see what was acknowledged");
        }
      }
    }
    turn++;
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
      IndexSaving.save(disks.getFirst(), FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
