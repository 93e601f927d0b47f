package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.flow.Projection;
import dev.cairn.flow.ProjectionSession;
import dev.cairn.flow.Projector;
import dev.cairn.flow.SqliteView;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.JsonCodec;
import dev.cairn.privacy.Erasure;
import dev.cairn.privacy.FileVault;
import dev.cairn.privacy.Personal;
import dev.cairn.privacy.SealingCodec;
import dev.cairn.privacy.SubjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is left of a person after an erasure, looked for in every byte of every file: of the store,
 * its view, its proofs, and a backup; and what is proven of the log before and after.
 */
final class ErasureEverywhereTest {

  private static final SubjectId ANN = SubjectId.of("customer-7");
  private static final SubjectId BOB = SubjectId.of("customer-8");
  private static final String CANARY = "Ann Canary of Canary Lane";

  /** An event about a person. */
  sealed interface Event {
    record Named(Personal<String> name) implements Event {}
  }

  /** A view that shows names in the clear. */
  private static final class Names implements Projection {

    private final SealingCodec<Event> codec;

    Names(SealingCodec<Event> codec) {
      this.codec = codec;
    }

    @Override
    public String name() {
      return "names";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void create(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("CREATE TABLE names (name TEXT NOT NULL)");
      }
    }

    @Override
    public ProjectionSession open(Connection connection) throws SQLException {
      return event -> {
        if (!event.type().value().equals("Named")) {
          return;
        }
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO names VALUES (?)")) {
          for (Event named : codec.decode(event)) {
            insert.setString(1, shown(named));
            insert.executeUpdate();
          }
        }
      };
    }
  }

  private static String shown(Event event) {
    return switch (event) {
      case Event.Named(Personal.Known<String> known) -> known.value();
      case Event.Named(Personal.Erased<String> _) -> "erased";
    };
  }

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    Module own = ErasureEverywhereTest.class.getModule();
    String name = ErasureEverywhereTest.class.getPackageName();
    own.addOpens(name, JsonCodec.class.getModule());
    own.addOpens(name, JsonMapper.class.getModule());
  }

  @Test
  void theTextIsInNoFileAndEveryProofStillVerifies() throws Exception {
    FileVault vault = FileVault.open(folder.resolve("vault"));
    SealingCodec<Event> codec = SealingCodec.forSealed(Event.class, vault);
    Path store = folder.resolve("store");
    try (LogStore log = LogStore.open(store)) {
      append(log, codec, "customer-7", Personal.of(ANN, CANARY));
      append(log, codec, "customer-8", Personal.of(BOB, "Bob"));
    }
    Path view = folder.resolve("view.db");
    assertEquals(List.of(CANARY, "Bob"), names(store, view, codec));
    assertEquals(1, filesWith(CANARY), "the view alone shows names");
    Path kept = Files.writeString(folder.resolve("kept.txt"), ok(store, "checkpoint"));
    Path proof = folder.resolve("ann.tlog-proof");
    ok(store, "prove", "customer-7", "--to-file", proof.toString());
    ok(store, "backup", folder.resolve("backup").toString());

    try (LogStore log = LogStore.open(store)) {
      Erasure.of(log, vault).purging((_, _) -> deleteView()).erase(ANN, "request 12", "clerk-3");
    }

    assertEquals(List.of("erased", "Bob"), names(store, view, codec));
    Path restored = folder.resolve("restored");
    ok(restored, "restore", folder.resolve("backup").toString(), "--verify");
    assertEquals(List.of("erased", "Bob"), names(restored, folder.resolve("other.db"), codec));
    assertEquals(0, filesWith(CANARY));
    assertProven(store, "verify-proof", proof.toString());
    ok(store, "checkpoint");
    ok(store, "consistency", kept.toString());
    assertProven(store, "verify-proof", proof.toString());
    assertProven(store, "verify");
    assertProven(restored, "verify");
  }

  private static void append(
      LogStore log, SealingCodec<Event> codec, String stream, Personal<String> name) {
    UUID id = UUID.randomUUID();
    EncodedEvent form = codec.encode(new Event.Named(name), id);
    log.append(
        Append.to(
            StreamId.of(stream),
            ExpectedVersion.noStream(),
            NewEvent.of(form.type(), form.data()).withId(id).withSchema(form.schema())));
  }

  /** Brings the view level with the log, and reads it. */
  private static List<String> names(Path store, Path file, SealingCodec<Event> codec)
      throws InterruptedException {
    try (LogReader log = LogReader.open(store);
        SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(log, new Names(codec), view)) {
      projector.catchUp();
      return view.read(connection -> {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT name FROM names ORDER BY rowid")) {
          while (rows.next()) {
            names.add(rows.getString(1));
          }
        }
        return names;
      });
    }
  }

  private void deleteView() throws IOException {
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(folder.resolve("view.db" + ending));
    }
  }

  private String[] withKeys(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (!List.of("backup", "restore").contains(args[0])) {
      all.addAll(List.of("--keys", folder.resolve("keys").toString()));
    }
    return all.toArray(String[]::new);
  }

  private String ok(Path store, String... args) {
    return Shell.on(store).ok(args[0].equals("prove") ? args : withKeys(args));
  }

  /** Nobody cosigns, so it is proven and not anchored. */
  private void assertProven(Path store, String... args) {
    Shell.Result result = Shell.on(store).run(withKeys(args));
    assertEquals(Exit.NOT_ANCHORED, result.exit(), result.out() + result.err());
  }

  private long filesWith(String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      long found = 0;
      int looked = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        looked++;
        found += Files.readString(file, StandardCharsets.ISO_8859_1).contains(text) ? 1 : 0;
      }
      assertTrue(looked >= 10, "too few files: " + looked);
      return found;
    }
  }
}
