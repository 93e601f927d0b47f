package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.flow.SqliteSnapshots;
import dev.cairn.flow.ViewUnusableException;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots in a SQLite file: as a store, and how it gets over the loss of its file. */
final class SqliteSnapshotsTest extends SnapshotStoreConformance {

  private static final StreamId STREAM = StreamId.of("account-123");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("snapshots.db");
  }

  @Override
  protected SnapshotStore open(SnapshotRetention retention) {
    return SqliteSnapshots.open(file(), retention);
  }

  @Override
  protected void replace(StreamId stream, Version version, byte[] line) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE snapshot SET line = ? WHERE stream = ? AND version = ?")) {
      update.setBytes(1, line);
      update.setString(2, stream.value());
      update.setLong(3, version.number());
      assertEquals(1, update.executeUpdate());
    }
  }

  @Test
  void aFileThatIsDeletedComesBackWithTheNextSnapshot() throws IOException {
    try (SnapshotStore store = open(SnapshotRetention.DEFAULT)) {
      store.save(SnapshotFilesTest.snapshot(STREAM, 1));
      for (String part : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(file() + part));
      }
      assertEquals(List.of(), store.versions(STREAM));
      store.save(SnapshotFilesTest.snapshot(STREAM, 2));
      assertEquals(List.of(Version.of(2)), store.versions(STREAM));
    }
  }

  @Test
  void aFileOfSomebodyElseIsRefusedAndLeftAsItIs() throws IOException {
    Files.writeString(file(), "no database at all");

    assertThrows(ViewUnusableException.class, () -> open(SnapshotRetention.DEFAULT));
    assertEquals("no database at all", Files.readString(file()));
  }

  @Test
  void aFileThatIsDamagedIsAnErrorThatNamesItAndThenMadeAnew() throws IOException {
    try (SnapshotStore store = open(SnapshotRetention.DEFAULT)) {
      for (int version = 1; version <= 200; version++) {
        store.save(SnapshotFilesTest.snapshot(StreamId.of("account-" + version), version));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    java.util.Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5a);
    Files.write(file(), bytes);
    try (SnapshotStore store = open(SnapshotRetention.DEFAULT)) {
      store.save(SnapshotFilesTest.snapshot(STREAM, 2));
      assertEquals(List.of(Version.of(2)), store.versions(STREAM));
    }
    try (var files = Files.list(folder)) {
      assertTrue(files.anyMatch(one -> one.toString().contains(".damaged-")));
    }
  }
}
