package dev.cairn.model;

import dev.cairn.StreamId;
import dev.cairn.Version;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps snapshots. All of them may be lost at any time: that costs time and nothing else. What is
 * found is what was saved or is told to be damaged; a store proves that with a checksum of its own
 * (see {@link SnapshotLine}). Of each stream it keeps as many as its {@link SnapshotRetention}
 * says.
 *
 * <p>Thread-safe; several processes may use one. Whoever writes a store of one's own extends the
 * {@code SnapshotStoreConformance} of {@code model-testkit}.
 */
public interface SnapshotStore extends AutoCloseable {

  /** What is kept of one version of a stream. */
  sealed interface Found {

    /**
     * What was saved.
     *
     * @param snapshot the snapshot
     */
    record Intact(Snapshot snapshot) implements Found {}

    /**
     * Something that must not be used.
     *
     * @param reason what is wrong with it, as the end of a sentence
     */
    record Damaged(String reason) implements Found {}

    /** Nothing. */
    record Missing() implements Found {}
  }

  /**
   * One of the snapshots of the store.
   *
   * @param place where it is kept, for people
   * @param bytes how many bytes it takes
   * @param found what it is, never {@link Found.Missing}
   */
  record Entry(String place, long bytes, Found found) {}

  /**
   * Keeps a snapshot, in the place of another of the same version, and deletes those of the stream
   * that are too many. It may be left out where others, in the meantime, saved newer ones of the
   * stream or deleted everything. Whether it survives a power cut is for the store to say.
   *
   * @throws IOException if it could not be kept, or the others could not be deleted
   */
  void save(Snapshot snapshot) throws IOException;

  /**
   * The versions of a stream of which something is kept, newest first.
   *
   * @throws IOException if that cannot be told
   */
  List<Version> versions(StreamId stream) throws IOException;

  /**
   * What is kept of that version of a stream.
   *
   * @throws IOException if it cannot be read
   */
  Found find(StreamId stream, Version version) throws IOException;

  /**
   * Shows all snapshots, those of one stream together, in the order of their versions. The visitor
   * must not call this store.
   *
   * @throws IOException if they cannot be listed or read
   */
  void visit(Consumer<Entry> visitor) throws IOException;

  /**
   * Deletes what is kept of that version of a stream, if anything is.
   *
   * @throws IOException if it may still be there
   */
  void delete(StreamId stream, Version version) throws IOException;

  /**
   * Deletes everything.
   *
   * @throws IOException if some of it may still be there
   */
  void clear() throws IOException;

  @Override
  void close();
}
