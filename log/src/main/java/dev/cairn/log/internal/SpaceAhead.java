package dev.cairn.log.internal;

import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.log.PreparedSpace;
import java.io.IOException;

/**
 * The prepared space behind the events of the active segment. It is written together with a group
 * and made durable by the same sync, so that only later groups lie in it. Used by whoever leads.
 */
final class SpaceAhead {

  private final PreparedSpace how;
  private final Staging staging;
  private final long restMicros;
  private long end;
  private long lastMicros;
  private int groups;
  private volatile boolean there;

  SpaceAhead(PreparedSpace how, Staging staging) {
    this.how = how;
    this.staging = staging;
    this.restMicros = how.rest().toNanos() / 1_000;
  }

  /**
   * A group was written and is about to be synced.
   *
   * @param to the offset behind it
   * @param bytes its size
   * @param micros its time
   */
  void follow(DiskFile file, long to, int bytes, long micros) throws IOException {
    groups = micros - lastMicros > restMicros ? 1 : Math.min(groups + 1, how.afterGroups());
    lastMicros = micros;
    if (to >= end) {
      there = false;
      boolean sustained = groups >= how.afterGroups();
      if (sustained && bytes <= how.groupBytesMax()) {
        prepare(file, to);
      }
    }
  }

  /** On a disk without space for it there is just none, until the load has been sustained anew. */
  private void prepare(DiskFile file, long from) throws IOException {
    try {
      staging.fill(file, Filler.LINE_FEED, how.bytes(), from);
      end = from + how.bytes();
      there = how.bytes() > 0;
    } catch (DiskFullException full) {
      file.truncate(from);
      groups = 0;
    }
  }

  /** Whether there is any. Thread-safe. */
  boolean isThere() {
    return there;
  }

  /** Cuts the file to the events; durable after the next sync. Returns whether there was any. */
  boolean cut(DiskFile file, long to) throws IOException {
    boolean was = there;
    if (was) {
      file.truncate(to);
      forget();
    }
    return was;
  }

  /** The file was cut, or another one is written to. */
  void forget() {
    end = 0;
    groups = 0;
    there = false;
  }
}
