package dev.cairn.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {

  @TempDir private static Path shared;
  private static Path domain;

  @TempDir private Path folder;
  private Path old;
  private Path target;
  private Shell shell;

  @BeforeAll
  static void compile() throws IOException {
    domain = OldShop.domain(shared.resolve("shop"));
  }

  @BeforeEach
  void fill() {
    old = folder.resolve("old");
    target = folder.resolve("new");
    shell = Shell.on(folder.resolve("unused"));
    OldShop.fill(old, LogOptions.standard());
  }

  private Shell.Result migrate(String... more) {
    return migrate(domain, more);
  }

  private Shell.Result migrate(Path application, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "migrate", old.toString(), target.toString(), "--domain", application.toString()));
    args.addAll(List.of(more));
    return shell.run(args.toArray(String[]::new));
  }

  private static List<RecordedEvent> events(Path store) {
    try (EventReader reader = LogReader.open(store);
        Cursor<RecordedEvent> all = reader.read(ReadRequest.all())) {
      return all.toList();
    }
  }

  private static List<String> shown(Path store) {
    return events(store).stream()
        .map(event ->
            "%s %s/%s %s %d %s"
                .formatted(
                    event.position(),
                    event.stream(),
                    event.version(),
                    event.type(),
                    event.schema(),
                    event.data()))
        .toList();
  }

  @Test
  void everyEventIsOfTodaysFormAndInItsOrder() {
    Shell.Result result = migrate();

    assertEquals(Exit.OK, result.exit(), result.err());
    assertEquals(
        "Migrated %s to %s: 8 events became 7; 3 were lifted, 1 split, 2 dropped.\n"
            .formatted(old, target),
        result.out());
    assertEquals("", result.err());
    assertEquals(
        List.of(
            "1 account-ann/1 Opened 2 {}",
            "2 account-ann/2 Deposited 2 {\"amount\":50,\"currency\":\"USD\"}",
            "3 account-ann/3 Deposited 2 {\"amount\":1,\"currency\":\"USD\"}",
            "4 account-bob/1 Deposited 2 {\"amount\":2,\"currency\":\"USD\"}",
            "5 account-bob/2 Seen 1 image/png, 2 bytes",
            "6 account-bob/3 Deposited 2 {\"amount\": 3, \"currency\": \"EUR\"}",
            "7 account-ann/4 Deposited 2 {\"amount\":4,\"currency\":\"USD\"}"),
        shown(target));
    shell.ok("check", "--store", target.toString());
  }

  @Test
  void timesTagsIdsAndRequestsAreKept() {
    migrate();

    List<RecordedEvent> before = events(old);
    List<RecordedEvent> after = events(target);
    assertKept(before.get(2), after.get(2));
    assertKept(before.get(4), after.get(3));
    assertKept(before.get(5), after.get(4));
    assertKept(before.get(6), after.get(5));
    assertKept(before.get(7), after.get(6));
    for (int child = 0; child < 2; child++) {
      assertEquals(before.getFirst().timestamp(), after.get(child).timestamp());
      assertEquals(before.getFirst().tags(), after.get(child).tags());
    }
    try (EventReader reader = LogReader.open(target)) {
      assertEquals(3, reader.find(OldShop.REQUEST).orElseThrow().first().sequence());
      assertEquals(4, reader.find(OldShop.REQUEST).orElseThrow().last().sequence());
    }
  }

  private static void assertKept(RecordedEvent before, RecordedEvent after) {
    assertEquals(before.id(), after.id());
    assertEquals(before.stream(), after.stream());
    assertEquals(before.timestamp(), after.timestamp());
    assertEquals(before.tags(), after.tags());
  }

  /** {@code uuidgen --sha1 --namespace 01890a5d-ac96-774b-bcce-b302099a8057 --name 1} and 2. */
  @Test
  void theIdsOfChildrenComeFromTheirParentAndNumber() {
    migrate();

    assertEquals(
        List.of("daedb703-4bff-5b34-93e4-5a607cc27fe1", "0171772a-cf9d-5ff9-a38e-c5230bc33f92"),
        events(target).stream().limit(2).map(event -> event.id().toString()).toList());
  }

  @Test
  void whatWasAppendedTogetherStaysTogether() {
    migrate();

    String lines = shell.ok("export", "--store", target.toString());
    assertEquals(
        List.of("[1,2]", "[2,2]", "[1,2]", "[2,2]", "", "", ""),
        lines
            .lines()
            .map(line -> line.replaceAll("^.*?(\"of\":(\\[.,.\\]).*|$)", "$2"))
            .map(of -> of.startsWith("[") ? of : "")
            .toList());
  }

  @Test
  void theOldPlaceIsToldInTheMetadataAndInTheMapping() throws IOException {
    migrate();

    assertEquals(
        List.of(
            "{\"correlation_id\":\"c\",\"migrated_from\":{\"position\":1,\"version\":1,\"part\":[1,2]}}",
            "{\"correlation_id\":\"c\",\"migrated_from\":{\"position\":1,\"version\":1,\"part\":[2,2]}}",
            "{\"correlation_id\":\"c\",\"migrated_from\":{\"position\":3,\"version\":2}}",
            "{\"correlation_id\":\"c\",\"migrated_from\":{\"position\":5,\"version\":3}}",
            "text/plain, 1 bytes",
            "{\"correlation_id\":\"c\",\"migrated_from\":{\"position\":7,\"version\":5}}",
            "{\"correlation_id\":\"c\",\"migrated_from\":{\"position\":8,\"version\":3}}"),
        events(target).stream().map(event -> event.metadata().toString()).toList());
    List<String> mapping = Files.readAllLines(target.resolve("migration.jsonl"));
    assertTrue(mapping.getFirst().contains("\"head\":8"), mapping::toString);
    assertEquals(
        List.of(
            "{\"old\":[1,1],\"new\":[1,2]}",
            "{\"old\":[2,2],\"new\":[]}",
            "{\"old\":[3,3],\"new\":[3,3]}",
            "{\"old\":[4,4],\"new\":[]}",
            "{\"old\":[5,8],\"new\":[4,7]}"),
        mapping.subList(1, mapping.size()));
  }

  @Test
  void theStoredBytesOfTheOldStoreNeverChange() throws IOException {
    byte[] events = Files.readAllBytes(old.resolve("events.log"));
    byte[] header = Files.readAllBytes(old.resolve("store.json"));

    migrate();

    assertArrayEquals(events, Files.readAllBytes(old.resolve("events.log")));
    assertArrayEquals(header, Files.readAllBytes(old.resolve("store.json")));
  }

  @Test
  void aMigrationOfWhatIsMigratedChangesNothingButTheNote() {
    migrate();
    List<String> once = shown(target);
    Path again = folder.resolve("again");

    shell.ok("migrate", target.toString(), again.toString(), "--domain", domain.toString());

    assertEquals(once, shown(again));
    assertEquals(events(target).getFirst().metadata(), events(again).getFirst().metadata());
  }

  @Test
  void doneTwiceItIsDoneOnceAndEventsThatCameSinceAreMentioned() {
    migrate();
    List<RecordedEvent> before = events(target);
    try (LogStore store = LogStore.open(old)) {
      store.append(
          Append.to(
              StreamId.of("account", "ann"), ExpectedVersion.any(), NewEvent.of("Late", "{}")));
    }

    Shell.Result again = migrate();

    assertEquals(Exit.OK, again.exit(), again.err());
    assertEquals("%s was migrated to %s already.\n".formatted(old, target), again.out());
    assertTrue(again.err().contains("has events behind position 008"), again.err());
    assertEquals(before, events(target));
  }

  @Test
  void aDryRunTouchesNothing() {
    Shell.Result result = migrate("--dry-run");

    assertEquals(
        "Would migrate %s to %s: 8 events became 7; 3 were lifted, 1 split, 2 dropped.\n"
            .formatted(old, target),
        result.out());
    assertFalse(Files.exists(target));
  }

  @Test
  void anEventThatCannotBeLiftedIsNamedAndAnotherRunGoesOn() throws IOException {
    Path faulty =
        OldShop.domain(
            folder.resolve("faulty"),
            ".changing(old -> old.has(\"currency\") ? old : old.put(\"twice\", 2 / (old.get(\"amount\").intValue() - 4)))"
                + ".removing(\"twice\").adding(\"currency\", \"USD\")");

    Shell.Result result = migrate(faulty);

    assertRefused(
        result,
        Exit.REFUSED,
        "migrate: cannot read the event Deposited (schema 1) at position 8, version 3 of stream 'account-ann': the step from Deposited schema 1 failed: java.lang.ArithmeticException");
    assertFalse(Files.exists(target.resolve("store.json")));
    assertEquals(Exit.OK, migrate().exit());
    assertEquals(7, events(target).size());
  }

  @Test
  void aRunWithOtherStepsIsFoundOut() throws IOException {
    Path other = OldShop.domain(folder.resolve("other"), ".adding(\"currency\", \"EUR\")");
    Path faulty =
        OldShop.domain(
            folder.resolve("faulty"),
            ".adding(\"currency\", \"USD\").changing(old -> old.get(\"amount\").intValue() == 4 ? null : old)");
    assertEquals(Exit.REFUSED, migrate(faulty).exit());

    assertRefused(
        migrate(other),
        Exit.CONFLICT,
        "migrate: %s holds another migration: what it holds of position 1 is not what the steps make of it"
            .formatted(target));
  }

  @Test
  void aFolderThatHoldsSomethingElseIsRefused() throws IOException {
    OldShop.fill(target, LogOptions.standard());
    assertRefused(migrate(), Exit.CONFLICT, "there is a store at %s already".formatted(target));

    target = Files.createDirectories(folder.resolve("files"));
    Files.writeString(target.resolve("notes"), "mine");
    assertRefused(migrate(), Exit.CONFLICT, "neither missing nor empty, 'notes' is there");

    target = Files.createDirectories(folder.resolve("another"));
    Files.writeString(target.resolve("migration.json"), "{\"store\":\"x\",\"head\":1}");
    assertRefused(migrate(), Exit.CONFLICT, "its migration.json names the store x");
    Files.writeString(target.resolve("migration.json"), "{\"head\"");
    assertRefused(
        migrate(), Exit.CONFLICT, "its migration.json does not say which store it comes from");
  }

  @Test
  void whatIsMissingOrWrongIsSaidInOneSentence() {
    assertRefused(shell.run("migrate"), Exit.USAGE, "migrate needs two folders");
    assertRefused(
        shell.run("migrate", old.toString(), target.toString()),
        Exit.USAGE,
        "migrate needs --domain PATH");
    assertRefused(migrate("--as-is"), Exit.USAGE, "migrate needs --domain PATH");
    assertRefused(
        shell.run("migrate", old.toString(), old + "/.", "--domain", domain.toString()),
        Exit.USAGE,
        "OLD and NEW are both");
    assertRefused(migrate(folder.resolve("none.jar")), Exit.USAGE, "no such jar or folder");
    old = folder.resolve("missing");
    assertRefused(migrate(), Exit.NOT_FOUND, "missing");
    assertFalse(Files.exists(target));
  }

  @Test
  void aSignedStoreGoesOnUnderANewOriginThatBeginsWithItsLastCheckpoint() {
    String keys = folder.resolve("keys").toString();
    Shell signed = Shell.on(old);
    String note = signed.ok("checkpoint", "--keys", keys);
    String origin = note.lines().findFirst().orElseThrow();

    assertTrue(
        migrate().out().endsWith("Its first event holds the last checkpoint of the old log.\n"));

    RecordedEvent first = events(target).getFirst();
    assertEquals("$origin/LogContinued", first.stream() + "/" + first.type());
    assertEquals(events(target).get(1).timestamp(), first.timestamp());
    assertEquals("{\"checkpoint\":%s}".formatted(JsonObject.quoted(note)), first.data().text());
    assertEquals(8, events(target).size());
    String later = Shell.on(target).ok("checkpoint", "--keys", keys);
    assertFalse(later.startsWith(origin + "\n"), later);
    assertTrue(later.contains("\n8\n"), later);
  }

  @Test
  void aStoreThatWasSetBackToABackupGoesOnAsItIs() throws IOException {
    Path backup = folder.resolve("backup");
    String keys = folder.resolve("keys").toString();
    Shell.on(old).ok("backup", backup.toString());
    try (LogStore store = LogStore.open(old)) {
      store.append(
          Append.to(
              StreamId.of("order-9"), ExpectedVersion.any(), NewEvent.of("Lost", "{\"n\":1}")));
    }
    String note = Shell.on(old).ok("checkpoint", "--keys", keys);
    assertEquals(
        Exit.VERIFICATION_FAILED, Shell.on(backup).run("checkpoint", "--keys", keys).exit());

    shell.ok("migrate", backup.toString(), target.toString(), "--as-is", "--keys", keys);

    List<RecordedEvent> before = events(backup);
    List<RecordedEvent> after = events(target);
    assertEquals(
        "{\"checkpoint\":%s}".formatted(JsonObject.quoted(note)), after.getFirst().data().text());
    assertEquals(
        before.stream().map(event -> event.id() + event.data().text()).toList(),
        after.stream().skip(1).map(event -> event.id() + event.data().text()).toList());
    assertTrue(
        Files.readString(target.resolve("migration.jsonl"))
            .contains("{\"old\":[1,%d],\"new\":[2,%d]}".formatted(before.size(), after.size())));
    Shell.on(target).ok("checkpoint", "--keys", keys);
  }

  @Test
  void aMigrationThatWasCutShortKeepsTheCheckpointThatItBeganWith() throws IOException {
    String keys = folder.resolve("keys").toString();
    Path faulty =
        OldShop.domain(
            folder.resolve("faulty"),
            ".adding(\"currency\", \"USD\").changing(old -> old.get(\"amount\").intValue() == 4 ? null : old)");
    String note = Shell.on(old).ok("checkpoint", "--keys", keys);
    assertEquals(Exit.REFUSED, migrate(faulty).exit());
    try (LogStore store = LogStore.open(old)) {
      store.append(
          Append.to(
              StreamId.of("order-9"), ExpectedVersion.any(), NewEvent.of("Late", "{\"n\":1}")));
    }
    Shell.on(old).ok("checkpoint", "--keys", keys);

    assertEquals(Exit.OK, migrate().exit());
    assertEquals(
        "{\"checkpoint\":%s}".formatted(JsonObject.quoted(note)),
        events(target).getFirst().data().text());
    assertEquals(8, events(target).size());
  }

  @Test
  void anOldStoreThatIsDamagedIsToldAndNothingIsShown() throws IOException {
    Path log = old.resolve("events.log");
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 1;
    Files.write(log, bytes);

    Shell.Result result = migrate();

    assertEquals(Exit.VERIFICATION_FAILED, result.exit(), result.err());
    assertFalse(Files.exists(target.resolve("store.json")));
  }

  private static void assertRefused(Shell.Result result, int exit, String sentence) {
    assertEquals(exit, result.exit(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains(sentence), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }
}
