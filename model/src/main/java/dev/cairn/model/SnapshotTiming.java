package dev.cairn.model;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.SnapshotPolicy.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the facts that a policy judges. A state may have been loaded, and even kept in memory,
 * since before the last snapshot became due; so that it does not become due again for the same
 * reason with each append, what was due last is remembered, of the {@link #REMEMBERED_MAX} streams
 * that were last asked about. Thread-safe.
 */
final class SnapshotTiming {

  static final int REMEMBERED_MAX = 10_000;

  /** What was known when a snapshot was due. */
  private record LastDue(Version version, long bytes, Instant time) {}

  private final InstantSource time;
  private final Map<StreamId, LastDue> lastDue =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, LastDue> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  SnapshotTiming(InstantSource time) {
    this.time = time;
  }

  /** Whether a snapshot is due after an append that led from one version to another. */
  synchronized boolean isDue(
      SnapshotPolicy policy, StreamId stream, Version before, Version after, LoadCost cost) {
    Instant now = time.instant();
    if (!policy.isDue(facts(stream, before, after, cost, now))) {
      return false;
    }
    lastDue.put(stream, new LastDue(after, cost.bytes(), now));
    return true;
  }

  private Facts facts(StreamId stream, Version before, Version after, LoadCost cost, Instant now) {
    @Nullable LastDue last = lastDue.get(stream);
    if (last != null && last.version().compareTo(cost.snapshot()) > 0) {
      return new Facts(
          before,
          after,
          after.number() - last.version().number(),
          Math.max(0, cost.bytes() - last.bytes()),
          Duration.ZERO,
          Duration.between(last.time(), now));
    }
    return new Facts(
        before,
        after,
        after.number() - cost.snapshot().number(),
        cost.bytes(),
        cost.time(),
        cost.snapshot().equals(Version.NONE)
            ? Facts.NEVER
            : Duration.between(cost.snapshotTime(), now));
  }
}
