package dev.cairn.flow;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.flow.internal.Connector;
import dev.cairn.flow.internal.SnapshotTable;
import dev.cairn.flow.internal.SqliteDatabase;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotLine;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Snapshots in a table of a SQLite file of their own: one file instead of a folder for each
 * aggregate. Each row is the line that a file would have, checksum included.
 *
 * <p>The file may be deleted at any time. One that turns out to be damaged is moved aside and made
 * anew by the next snapshot. After a power cut the last ones saved may be missing. Several
 * processes may open the same file. Thread-safe.
 */
public final class SqliteSnapshots implements SnapshotStore {

  private final Path file;
  private final SnapshotTable table;
  private final SnapshotRetention retention;

  private SqliteSnapshots(Path file, SnapshotTable table, SnapshotRetention retention) {
    this.file = file;
    this.table = table;
    this.retention = retention;
  }

  /**
   * Opens the snapshots in a file; makes it and its folder where they are missing.
   *
   * @throws ViewUnusableException if the file is something else or cannot be written
   */
  public static SqliteSnapshots open(Path file) {
    return open(file, SnapshotRetention.DEFAULT);
  }

  /** The same, which keeps that many of each stream. */
  public static SqliteSnapshots open(Path file, SnapshotRetention retention) {
    SqliteDatabase database = new SqliteDatabase(file, Connector.DRIVER, InstantSource.system());
    database.prepare();
    SnapshotTable table = new SnapshotTable(database);
    try {
      table.prepare();
    } catch (IOException e) {
      table.close();
      throw new ViewUnusableException(file, String.valueOf(e.getMessage()), e);
    }
    return new SqliteSnapshots(database.file(), table, retention);
  }

  @Override
  public void save(Snapshot snapshot) throws IOException {
    table.save(
        snapshot.stream(),
        snapshot.version(),
        SnapshotLine.encode(snapshot),
        versions -> retention.superfluous(versions, snapshot.version()));
  }

  @Override
  public List<Version> versions(StreamId stream) throws IOException {
    return table.versions(stream);
  }

  @Override
  public Found find(StreamId stream, Version version) throws IOException {
    return table
        .line(stream, version)
        .map(line -> SnapshotLine.decode(line, stream, version))
        .orElseGet(Found.Missing::new);
  }

  @Override
  public void visit(Consumer<Entry> visitor) throws IOException {
    table.visit((stream, version, line) ->
        visitor.accept(
            new Entry(
                "%s, version %d of '%s'".formatted(file, version, stream),
                line.length,
                SnapshotLine.decode(line))));
  }

  @Override
  public void delete(StreamId stream, Version version) throws IOException {
    table.delete(stream, version);
  }

  @Override
  public void clear() throws IOException {
    table.clear();
  }

  @Override
  public void close() {
    table.close();
  }
}
