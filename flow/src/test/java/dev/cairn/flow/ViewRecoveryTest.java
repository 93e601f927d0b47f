package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A view that was deleted or damaged comes back from the log; a file that is no view is left alone.
 */
final class ViewRecoveryTest {

  private static final Duration LONG = Eventually.WAIT_MAX;

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private Path file;

  @BeforeEach
  void append() {
    file = folder.resolve("deeper/view.db");
    Events.append(store, 3_000, 500);
  }

  private Map<String, Long> projected() throws InterruptedException {
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, counting, view)) {
      projector.catchUp();
      return counting.read(view);
    }
  }

  @Test
  void aDeletedFileComesBackFromTheLogAlone() throws IOException, InterruptedException {
    Map<String, Long> before = projected();
    Files.delete(file);
    assertEquals(before, projected());
  }

  @Test
  void aFileDeletedWithoutItsLogComesBackToo() throws IOException, InterruptedException {
    Map<String, Long> before = projected();
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, counting, view)) {
      // The open view keeps the -wal and -shm files in place, as a killed process would.
      projector.catchUp();
      counting.read(view);
      Path dead = Files.createDirectory(folder.resolve("dead"));
      for (String part : List.of("-wal", "-shm")) {
        Files.copy(Path.of(file + part), dead.resolve("view.db" + part));
      }
      file = dead.resolve("view.db");
    }
    assertEquals(before, projected());
  }

  @Test
  void aRunningProjectionNoticesThatItsFileWasDeleted() throws Exception {
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, counting, view)) {
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      for (String part : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(file + part));
      }
      Eventually.value("it is back", () -> counting.read(view), Events.counts(store)::equals);
      projector.awaitApplied(Events.append(store, 3, 3), LONG);
      assertEquals(Events.counts(store), counting.read(view));
    }
    assertEquals(Events.counts(store), projected());
  }

  @Test
  void aDamagedViewIsKeptAsideAndMadeAnew() throws IOException, InterruptedException {
    Map<String, Long> before = projected();
    damage(file);
    assertEquals(before, projected());
    assertTrue(log.messages(Level.WARNING).getFirst().contains("made anew from the log"));
    try (var files = Files.list(file.getParent())) {
      assertEquals(
          1, files.filter(kept -> kept.getFileName().toString().contains(".damaged-")).count());
    }
  }

  @Test
  void damageThatShowsWhileItRunsIsPutRight() throws Exception {
    projected();
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, counting, view)) {
      damage(file);
      projector.start();
      Events.append(store, 1_000, 500);
      projector.awaitApplied(store.head(), LONG);
      Eventually.value("it is back", () -> counting.read(view), Events.counts(store)::equals);
    }
  }

  @Test
  void damageThatAReaderMeetsIsPutRight() throws Exception {
    projected();
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, counting, view)) {
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      damage(file);
      Eventually.value("it is back", () -> counting.read(view), Events.counts(store)::equals);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "not a database ".repeat(50));
    ViewUnusableException refused =
        assertThrows(ViewUnusableException.class, () -> SqliteView.open(notes));
    assertEquals(notes, refused.file());
    assertTrue(refused.getMessage().contains("it is not a SQLite database"));
    assertEquals("not a database ".repeat(50), Files.readString(notes));
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefusedAndLeftAlone() throws IOException, SQLException {
    Path theirs = folder.resolve("theirs.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + theirs);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE treasure (gold INTEGER)");
    }
    byte[] before = Files.readAllBytes(theirs);
    assertTrue(
        assertThrows(ViewUnusableException.class, () -> SqliteView.open(theirs))
            .getMessage()
            .contains("a database of somebody else"));
    assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(theirs)));
    assertFalse(Files.exists(Path.of(theirs + "-wal")));
  }

  @Test
  void aViewOfANewerVersionIsRefused() throws Exception {
    projected();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertTrue(
        assertThrows(ViewUnusableException.class, () -> SqliteView.open(file))
            .getMessage()
            .contains("layout 99"));
  }

  @Test
  void aFolderInPlaceOfTheFileIsRefused() throws IOException {
    Path folderInstead = Files.createDirectory(folder.resolve("view.db"));
    assertThrows(ViewUnusableException.class, () -> SqliteView.open(folderInstead));
  }

  /** Overwrites every page but the first, which bears the mark of a view. */
  private static void damage(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long size = channel.size();
      assertTrue(size > 4 * 4096, "nothing to damage in " + size + " bytes");
      byte[] noise = new byte[(int) size - 4096];
      java.util.Arrays.fill(noise, (byte) 0x5a);
      channel.write(ByteBuffer.wrap(noise), 4096);
    }
  }
}
