package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The index of one segment: a mapped file for its first events, and memory for those that came
 * since. A file of which a block is damaged is given up, and the index made anew from the segment.
 * Thread-safe; one thread at a time adds, and only durable events are ever added.
 */
final class SegmentIndex {

  /** Makes the index of the first events of the segment anew, by reading them. */
  interface Source {
    RecentIndex scan(int events);
  }

  /** What the index consists of at one moment. */
  private record State(@Nullable IndexFile file, RecentIndex recent) {

    int fileCount() {
      return file == null ? 0 : file.count();
    }

    int count() {
      return fileCount() + recent.count();
    }

    long offset(int ordinal) {
      return file != null && ordinal < file.count() ? file.offset(ordinal) : recent.offset(ordinal);
    }
  }

  private final long first;
  private final Source source;
  private volatile State state;

  SegmentIndex(long first, @Nullable IndexFile file, Source source) {
    this.first = first;
    this.source = source;
    this.state = resting(file);
  }

  private static State resting(@Nullable IndexFile file) {
    return file == null
        ? new State(null, new RecentIndex(0, 0))
        : new State(file, new RecentIndex(file.count(), file.end()));
  }

  /** Adds the event that follows the last one. */
  synchronized void add(IndexEntry entry) {
    state.recent().add(entry);
  }

  int count() {
    return state.count();
  }

  /** The number of events that only memory covers. */
  int recentCount() {
    return state.recent().count();
  }

  /** The bytes of the segment that are covered: the offset behind the last line. */
  long end() {
    State now = state;
    return now.recent().offset(now.count());
  }

  /** Where the line of an event begins; for the ordinal behind the last one, the end. */
  long offset(int ordinal) {
    State now = state;
    try {
      return now.offset(ordinal);
    } catch (DamagedIndexException | InternalError e) {
      return anew(now, e).offset(ordinal);
    }
  }

  /** The events from an ordinal on that bear a key, rising. */
  int[] ordinals(IndexKind kind, Key key, int from) {
    return sound(now -> {
      IntArray found = new IntArray(4);
      IndexFile file = now.file();
      if (file != null && from < file.count()) {
        file.table(kind).collect(key, from, found);
      }
      RecentIndex recent = now.recent();
      if (recent.count() > 0) {
        synchronized (recent) {
          recent.table(kind).collect(key, from, found);
        }
      }
      return found.toArray();
    });
  }

  /** The greatest event id; {@link Key#LEAST} if there are no events. */
  Key greatestId() {
    return sound(now -> {
      IndexFile file = now.file();
      Key saved = file == null ? Key.LEAST : file.table(IndexKind.ID).greatest();
      synchronized (now.recent()) {
        Key recent = now.recent().table(IndexKind.ID).greatest();
        return recent.compareTo(saved) > 0 ? recent : saved;
      }
    });
  }

  /** The version of the first event of a stream in this segment; 0 if it has none here. */
  long firstVersion(Key stream) {
    return sound(now -> {
      IndexFile file = now.file();
      long version = file == null ? 0 : file.table(IndexKind.STREAM).version(stream);
      if (version == 0) {
        synchronized (now.recent()) {
          version = now.recent().table(IndexKind.STREAM).version(stream);
        }
      }
      return version;
    });
  }

  /** The version of the last event of a stream up to an ordinal; 0 if it has none there. */
  long lastVersion(Key stream, long most) {
    return sound(now -> {
      RecentIndex recent = now.recent();
      if (recent.count() > 0) {
        synchronized (recent) {
          long version = recent.table(IndexKind.STREAM).lastVersion(stream, most);
          if (version > 0) {
            return version;
          }
        }
      }
      IndexFile file = now.file();
      return file == null ? 0 : file.table(IndexKind.STREAM).lastVersion(stream, most);
    });
  }

  /** The events of a stream, rising, without that many of the first ones. */
  int[] ordinalsBehind(Key stream, int skipped) {
    return sound(now -> {
      IntArray found = new IntArray(4);
      IndexFile file = now.file();
      int saved = file == null ? 0 : file.table(IndexKind.STREAM).count(stream);
      if (file != null && saved > skipped) {
        file.table(IndexKind.STREAM).collect(stream, 0, found);
      }
      int dropped = found.size() == 0 ? 0 : skipped;
      RecentIndex recent = now.recent();
      if (recent.count() > 0) {
        synchronized (recent) {
          recent.table(IndexKind.STREAM).collectBehind(stream, Math.max(0, skipped - saved), found);
        }
      }
      int[] all = found.toArray();
      return dropped == 0 ? all : Arrays.copyOfRange(all, dropped, all.length);
    });
  }

  /** The number of events of a stream in this segment. */
  int count(Key stream) {
    return sound(now -> {
      IndexFile file = now.file();
      int count = file == null ? 0 : file.table(IndexKind.STREAM).count(stream);
      synchronized (now.recent()) {
        return count + now.recent().table(IndexKind.STREAM).count(stream);
      }
    });
  }

  /** The first event of each stream that begins in this segment, rising. */
  int[] beginsOfStreams() {
    return sound(now ->
        rows(now, IndexKind.STREAM).stream()
            .filter(row -> row.version() == 1)
            .mapToInt(row -> row.ordinals()[0])
            .sorted()
            .toArray());
  }

  private <T> T sound(Function<State, T> read) {
    State now = state;
    try {
      return read.apply(now);
    } catch (DamagedIndexException | InternalError e) {
      // An InternalError is how a mapped page shows that cannot be read.
      return read.apply(anew(now, e));
    }
  }

  private synchronized State anew(State damaged, Throwable evidence) {
    if (state.equals(damaged)) {
      Warnings.tell(
          "the index of the segment that begins at position {0} is made anew: {1}",
          Long.toString(first), evidence.getMessage());
      state = new State(null, source.scan(damaged.count()));
    }
    return state;
  }

  /** Lays all of it out as a file; there must be events. */
  ByteBuffer layOut() {
    return sound(this::layOut);
  }

  private ByteBuffer layOut(State now) {
    int[] offsets = new int[now.count()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = (int) now.offset(i);
    }
    IndexFile file = now.file();
    int lastCrc =
        now.recent().count() > 0 || file == null ? now.recent().lastCrc() : file.lastCrc();
    List<List<Postings.Row>> tables =
        Arrays.stream(IndexKind.values()).map(kind -> rows(now, kind)).toList();
    return IndexFile.layOut(first, now.offset(offsets.length), lastCrc, offsets, tables);
  }

  /** All rows of both parts, sorted, each key once. */
  private static List<Postings.Row> rows(State now, IndexKind kind) {
    IndexFile file = now.file();
    List<Postings.Row> saved = file == null ? List.of() : file.table(kind).rows();
    synchronized (now.recent()) {
      return Postings.merged(saved, now.recent().table(kind).rows());
    }
  }

  /** Lets go of memory where a file covers all of it; else changes nothing. */
  synchronized void rest(IndexFile file) {
    if (file.count() == count()) {
      state = resting(file);
    }
  }
}
