package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventSchema;
import dev.cairn.model.JsonCodec;
import dev.cairn.privacy.FileVault;
import dev.cairn.privacy.Personal;
import dev.cairn.privacy.SealingCodec;
import dev.cairn.privacy.SubjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A store with sealed events is migrated without its keys, read with them, and erased from. */
final class MigrateSealedTest {

  private static final SubjectId ANN = SubjectId.of("customer-7");
  private static final SubjectId BOB = SubjectId.of("customer-8");
  private static final StreamId STREAM = StreamId.of("payment-1");

  /** Moves a sealed value to a field of another name, and two of them to events of their own. */
  private static final String DOMAIN =
      """
      import dev.cairn.model.*;
      import java.util.List;

      public final class Payments implements Domain {
        public Upcasters upcasters() {
          return Upcasters.of(
              Upcaster.from("Named", 1).renaming("label", "name"),
              Upcaster.from("Paid", 1)
                  .to("Payer", 1)
                  .renaming("payer", "name")
                  .and("Payee", 1)
                  .renaming("payee", "name"));
        }
        public List<AggregateType<?, ?, ?>> aggregates() {
          return List.of();
        }
      }
      """;

  /** The events as they were. */
  sealed interface Old {

    record Named(Personal<String> label) implements Old {}

    record Paid(Personal<String> payer, Personal<String> payee) implements Old {}
  }

  /** The events as they are today. */
  sealed interface Today {

    @EventSchema(2)
    record Named(Personal<String> name) implements Today {}

    record Payer(Personal<String> name) implements Today {}

    record Payee(Personal<String> name) implements Today {}
  }

  @TempDir Path folder;
  private Path vault;
  private Path old;
  private Path migrated;

  /** What is stored must be in reach of the codec; nothing else of this module is. */
  @BeforeAll
  static void open() {
    Module own = MigrateSealedTest.class.getModule();
    String folder = MigrateSealedTest.class.getPackageName();
    own.addOpens(folder, JsonCodec.class.getModule());
    own.addOpens(folder, JsonMapper.class.getModule());
  }

  @BeforeEach
  void migrate() throws IOException {
    vault = folder.resolve("vault");
    old = folder.resolve("old");
    migrated = folder.resolve("new");
    SealingCodec<Old> codec = SealingCodec.forSealed(Old.class, FileVault.open(vault));
    try (LogStore store = LogStore.open(old)) {
      append(store, codec, new Old.Named(Personal.of(ANN, "Ann Canary")));
      append(
          store,
          codec,
          new Old.Paid(Personal.of(ANN, "Ann Canary"), Personal.of(BOB, "Bob Canary")));
    }
    Path domain = DomainJar.compiled(folder.resolve("domain"), "Payments", DOMAIN);
    Shell.on(old).ok("migrate", old.toString(), migrated.toString(), "--domain", domain.toString());
  }

  private static void append(LogStore store, SealingCodec<Old> codec, Old event) {
    UUID id = UUID.randomUUID();
    EncodedEvent form = codec.encode(event, id);
    NewEvent sealed = NewEvent.of(form.type(), form.data()).withId(id).withSchema(form.schema());
    store.append(Append.to(STREAM, ExpectedVersion.any(), sealed));
  }

  private List<Today> read() {
    SealingCodec<Today> codec = SealingCodec.forSealed(Today.class, FileVault.open(vault));
    List<Today> all = new ArrayList<>();
    try (LogReader reader = LogReader.open(migrated);
        Cursor<RecordedEvent> events = reader.read(ReadRequest.stream(STREAM))) {
      events.forEachRemaining(event -> all.addAll(codec.decode(event)));
    }
    return all;
  }

  @Test
  void whatWasSealedBeforeIsReadWhereverAStepMovedIt() throws IOException {
    assertEquals(
        List.of(
            new Today.Named(Personal.of(ANN, "Ann Canary")),
            new Today.Payer(Personal.of(ANN, "Ann Canary")),
            new Today.Payee(Personal.of(BOB, "Bob Canary"))),
        read());
    assertFalse(Files.readString(migrated.resolve("events.log")).contains("Canary"));
  }

  @Test
  void aSubjectIsErasedFromTheNewStoreAndNobodyElseIs() {
    Shell shell = Shell.on(migrated);
    assertEquals(
        "Erased 'customer-7', which has sealed values in 1 stream.\npayment-1\n",
        shell.ok(
            "erase",
            "customer-7",
            "--vault",
            vault.toString(),
            "--reason",
            "request 12",
            "--actor",
            "clerk-3",
            "--yes"));

    assertEquals(
        List.of(
            new Today.Named(new Personal.Erased<>(ANN)),
            new Today.Payer(new Personal.Erased<>(ANN)),
            new Today.Payee(Personal.of(BOB, "Bob Canary"))),
        read());
    assertTrue(shell.ok("check").startsWith("Clean: 4 events"));
  }
}
