package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view that the command keeps. */
final class ProjectCommandTest {

  @TempDir Path folder;
  private Shell shell = Shell.on(Path.of(""));
  private Path view = Path.of("");

  @BeforeEach
  void open() {
    shell = Shell.on(folder.resolve("store"));
    view = folder.resolve("views").resolve("view.db");
  }

  private void append(String stream, String type) {
    shell.ok("append", "--stream", stream, "--type", type);
  }

  private String project() {
    return shell.ok("project", "--sqlite", view.toString());
  }

  private List<String> rows() throws SQLException {
    String query = "SELECT stream, version, events, last_type FROM stream_summary ORDER BY stream";
    List<String> rows = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + view);
        var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(
            "%s %d %d %s"
                .formatted(
                    result.getString(1),
                    result.getLong(2),
                    result.getLong(3),
                    result.getString(4)));
      }
    }
    return rows;
  }

  @Test
  void aStreamHasARowAndEachEventCountsOnceHoweverOftenItRuns() throws SQLException {
    append("a", "Opened");
    append("b", "Opened");
    append("a", "Closed");
    assertEquals(
        "stream_summary in %s is level with the log at 003: 3 events applied.\n".formatted(view),
        project());
    assertEquals(List.of("a 2 2 Closed", "b 1 1 Opened"), rows());
    assertTrue(project().endsWith(" at 003: 0 events applied.\n"));
    append("b", "Closed");
    assertTrue(project().endsWith(" at 004: 1 event applied.\n"));
    assertEquals(List.of("a 2 2 Closed", "b 2 2 Closed"), rows());
  }

  @Test
  void theFileMayBeDeleted() throws Exception {
    append("a", "Opened");
    project();
    Files.delete(view);
    project();
    assertEquals(List.of("a 1 1 Opened"), rows());
  }

  @Test
  void scriptsGetJson() {
    append("a", "Opened");
    assertEquals(
        "{\"projection\":\"stream_summary\",\"applied\":1,\"events\":1,\"file\":\"%s\"}\n"
            .formatted(view),
        shell.ok("project", "--sqlite", view.toString(), "-o", "jsonl"));
  }

  @Test
  void whatItCannotUseGetsOneSentence() throws IOException {
    append("a", "Opened");
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    refused(Exit.USAGE, "project needs --sqlite FILE");
    refused(Exit.USAGE, "it is empty", "--sqlite", "");
    refused(Exit.UNAVAILABLE, "cannot use the view " + notes, "--sqlite", notes.toString());
    assertEquals("mine", Files.readString(notes));
    Path none = folder.resolve("none");
    refused(Exit.NOT_FOUND, "no store at", "--sqlite", view.toString(), "--store", none.toString());
    assertFalse(Files.exists(view), "a view of nothing was made");
  }

  @Test
  void aViewOfAnotherStoreIsRefused() {
    append("a", "Opened");
    project();
    Path other = folder.resolve("other");
    shell.ok("append", "--store", other.toString(), "--type", "T");
    refused(
        Exit.USAGE,
        "does not belong to this store",
        "--sqlite",
        view.toString(),
        "--store",
        other.toString());
  }

  @Test
  void aDamagedLogIsNamedAsSuch() throws IOException {
    append("a", "Opened");
    append("a", "Closed");
    Path log = folder.resolve("store").resolve("events.log");
    Files.writeString(log, Files.readString(log).replace("Opened", "opened"));
    refused(Exit.VERIFICATION_FAILED, "events.log", "--sqlite", view.toString());
  }

  private void refused(int exit, String sentence, String... args) {
    List<String> all = new ArrayList<>(List.of("project"));
    all.addAll(List.of(args));
    Shell.Result result = shell.run(all.toArray(String[]::new));
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  @Test
  void aDamagedViewIsKeptAsideWithAWarningAndMadeAnew() throws Exception {
    append("a", "Opened");
    project();
    byte[] bytes = Files.readAllBytes(view);
    java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
    Files.write(view, bytes);
    project();
    assertEquals(List.of("a 1 1 Opened"), rows());
    try (var files = Files.list(folder.resolve("views"))) {
      assertTrue(files.anyMatch(file -> file.toString().contains(".damaged-")), "not kept");
    }
  }

  @Test
  void itFollowsFromBeforeTheFirstEventUntilItIsInterrupted() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      try {
        Future<Shell.Result> running =
            thread.submit(() -> shell.run("project", "--follow", "--sqlite", view.toString()));
        for (int i = 1; i <= 3; i++) {
          append("a", "T" + i);
          String row = "a %d %d T%d".formatted(i, i, i);
          Eventually.holds(row, () -> Files.exists(view) && tryRows().equals(List.of(row)));
        }
        thread.shutdownNow();
        Shell.Result result = running.get(10, TimeUnit.SECONDS);
        assertEquals(Exit.INTERRUPTED, result.exit(), result.err());
        assertTrue(result.err().endsWith("ledger: interrupted\n"), result.err());
      } finally {
        thread.shutdownNow();
      }
    }
  }

  /** The table is not there before the projection has made it. */
  private List<String> tryRows() {
    try {
      return rows();
    } catch (SQLException e) {
      return List.of();
    }
  }

  @Test
  void progressIsShownToWhoAsksForIt() throws IOException {
    Path batch = folder.resolve("batch.jsonl");
    Files.writeString(batch, "{\"type\":\"T\"}\n".repeat(2_000), StandardCharsets.UTF_8);
    shell.ok("append", "--batch", batch.toString());
    String err = shell.run("project", "--progress", "--sqlite", view.toString()).err();
    assertTrue(err.contains("projecting: 2,000 events"), err);
    String anew = shell.run("project", "rebuild", "--progress", "--sqlite", view.toString()).err();
    assertTrue(anew.contains("rebuilding: 2,000 events"), anew);
  }
}
