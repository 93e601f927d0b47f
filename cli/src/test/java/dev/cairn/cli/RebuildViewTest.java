package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view is made anew beside the one that serves, compared, switched, and put back. */
final class RebuildViewTest {

  @TempDir Path folder;
  private Shell shell = Shell.on(Path.of(""));
  private Path view = Path.of("");

  @BeforeEach
  void project() {
    shell = Shell.on(folder.resolve("store"));
    view = folder.resolve("view.db");
    shell.ok("append", "--stream", "a", "--type", "Opened");
    shell.ok("append", "--stream", "b", "--type", "Opened");
    shell.ok("project", "--sqlite", view.toString());
  }

  private Shell.Result run(String... more) {
    return run(shell, "", more);
  }

  private Shell.Result run(Shell in, String typed, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "project";
    System.arraycopy(more, 0, args, 1, more.length);
    args[more.length + 1] = "--sqlite";
    args[more.length + 2] = view.toString();
    return in.runWith(typed, args);
  }

  private void spoil() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + view);
        var statement = connection.createStatement()) {
      assertEquals(1, statement.executeUpdate("DELETE FROM stream_summary WHERE stream = 'b'"));
    }
  }

  private int rows() throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + view);
        var statement = connection.createStatement();
        var count = statement.executeQuery("SELECT count(*) FROM stream_summary")) {
      return count.getInt(1);
    }
  }

  @Test
  void oneThatIsAsItShallBeIsSwitchedWithoutAsking() throws SQLException {
    Shell.Result same = run("rebuild", "--compare", "-o", "plain");
    assertEquals("stream_summary | same | rows: 2, anew 2, different 0\n", same.out(), same::err);
    assertEquals(Exit.OK, same.exit());
    shell.ok("append", "--stream", "c", "--type", "Opened");
    assertEquals(Exit.OK, run("rebuild").exit());
    assertEquals(3, rows(), "it is level with the log");
  }

  @Test
  void oneThatDiffersIsToldAndSwitchedOnlyOnAWord() throws SQLException {
    spoil();
    Shell.Result compared = run("rebuild", "--compare", "-o", "json");
    assertEquals(Exit.VERIFICATION_FAILED, compared.exit());
    assertTrue(
        compared.out().contains("\"found\":\"differs\",\"rows\":1,\"anew\":2,\"different\":1"),
        compared::out);
    assertEquals(Exit.USAGE, run("rebuild").exit(), "nobody can be asked");
    assertEquals(Exit.USAGE, run(shell.watched(), "no\n", "rebuild").exit());
    assertEquals(1, rows(), "nothing was changed");
    assertEquals(Exit.OK, run(shell.watched(), "yes\n", "rebuild").exit());
    assertEquals(2, rows());
  }

  @Test
  void aSwitchIsTakenBack() throws SQLException {
    assertFalse(run("rollback").exit() == Exit.OK, "nothing was switched");
    spoil();
    Shell.Result switched = run("rebuild", "--yes");
    assertEquals(Exit.OK, switched.exit(), switched::err);
    assertTrue(switched.err().contains("project rollback"), switched::err);
    assertEquals(2, rows());
    assertEquals(Exit.OK, run("rollback").exit());
    assertEquals(1, rows());
  }

  @Test
  void whereThereIsNoViewNoneIsMade() {
    view = folder.resolve("none.db");
    for (String command : new String[] {"rebuild", "rollback"}) {
      assertEquals(Exit.NOT_FOUND, run(command).exit());
      assertEquals(Exit.USAGE, shell.run("project", command).exit());
      assertEquals(Exit.USAGE, run("--follow", command).exit());
    }
    assertFalse(Files.exists(view));
  }
}
