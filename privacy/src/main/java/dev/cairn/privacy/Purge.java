package dev.cairn.privacy;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.SnapshotStore;
import java.io.IOException;
import java.util.Set;

/**
 * Takes what is known of a subject out of something that was made from the log: a cache, snapshots,
 * a view. Called after the key was destroyed; it may be called again for the same subject, after a
 * crash for instance, and must do no harm then.
 */
@FunctionalInterface
public interface Purge {

  /**
   * Purges.
   *
   * @param subject who was erased
   * @param streams the streams that hold sealed data of the subject
   * @throws IOException if some of it may still be there; the erasure is then not complete
   */
  void purge(SubjectId subject, Set<StreamId> streams) throws IOException;

  /** Deletes the snapshots of those streams. */
  static Purge of(SnapshotStore snapshots) {
    return (_, streams) -> {
      for (StreamId stream : streams) {
        for (Version version : snapshots.versions(stream)) {
          snapshots.delete(stream, version);
        }
      }
    };
  }

  /** Drops all states of a cache. */
  static Purge of(AggregateCache cache) {
    return (_, _) -> cache.clear();
  }
}
