package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.SnappedAccounts.SNAPPED;
import static dev.cairn.model.testkit.SnappedAccounts.fill;
import static dev.cairn.model.testkit.SnappedAccounts.filled;
import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AsOf;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.AtomicFile;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.JsonStateCodec;
import dev.cairn.model.Loaded;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.SnapshotRule;
import dev.cairn.model.Snapshots;
import dev.cairn.model.UnknownEventTypeException;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.VirtualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a load begins with, how much it reads then, and that it never matters for the state. */
final class SnapshotLoadingTest {

  private static final Path FOLDER = Path.of("/store/snapshots");
  private static final StreamId STREAM = SNAPPED.stream("1");

  @RegisterExtension final LoggedWarnings warnings = new LoggedWarnings();
  private final VirtualClock clock = new VirtualClock();
  private final InMemoryEventStore store = new InMemoryEventStore(clock);
  private final CountingReader reader = new CountingReader(store);
  private final FaultyDisk disk = new FaultyDisk(new MemoryDisk());
  private final SnapshotFiles files =
      SnapshotFiles.in(disk, FOLDER).keeping(new SnapshotRetention(10));
  private final Snapshots snapshots = Snapshots.of(reader, files);
  private final Aggregates aggregates = Aggregates.of(reader).withSnapshots(snapshots);

  @AfterEach
  void close() {
    snapshots.close();
  }

  private Snapshot taken(long version) throws IOException {
    fill(store, "1", version);
    Snapshot taken = snapshots.take(SNAPPED, "1").orElseThrow();
    reader.events();
    reader.reads();
    return taken;
  }

  private void assertLoads(long version, long eventsRead) {
    assertLoads(SNAPPED, version, eventsRead);
  }

  private void assertLoads(
      AggregateType<AccountCommand, Account, AccountEvent> type, long version, long eventsRead) {
    Loaded<Account> loaded = aggregates.load(type, "1");
    assertEquals(filled(version), loaded.state());
    assertEquals(Version.of(version), loaded.version());
    assertEquals(Aggregates.of(store).load(ACCOUNT, "1"), loaded);
    assertEquals(eventsRead, reader.events());
  }

  @Test
  void aSnapshotAtV100AndEventsUpToV150LoadsFiftyEventsOnly() throws IOException {
    taken(100);
    fill(store, "1", 150);

    // The event that the snapshot rests on is read as well, to see that it is the very same.
    assertLoads(150, 1 + 50);
    assertEquals(1, reader.reads());
    assertEquals(1, snapshots.stats().used());
    assertEquals(List.of(), warnings.messages());
  }

  @Test
  void withoutSnapshotsTheWholeHistoryIsRead() throws IOException {
    taken(100);

    assertLoads(ACCOUNT, 100, 100);
    files.clear();
    assertLoads(100, 100);
    assertEquals(List.of(), warnings.messages());
  }

  @Test
  void aSnapshotThatIsLevelWithTheLogIsAllThereIsToRead() throws IOException {
    Snapshot taken = taken(100);

    assertLoads(100, 1);
    assertEquals(STREAM, taken.stream());
    assertEquals("account", taken.aggregateType());
    assertEquals(store.id(), taken.store());
    assertEquals(Position.of(100), taken.position());
    assertEquals(
        Payload.json("{\"phase\":\"OPEN\",\"balance\":4950,\"frozen\":false}"), taken.state());
  }

  @Test
  void anAggregateWithoutEventsHasNoSnapshot() throws IOException {
    assertTrue(snapshots.take(SNAPPED, "2").isEmpty());
    assertEquals(Account.NONE, aggregates.load(SNAPPED, "2").state());
  }

  @Test
  void aStateOfThePastIsMadeFromTheNearestSnapshotBefore() throws IOException {
    for (long version = 100; version <= 300; version += 100) {
      clock.advance(Duration.ofHours(1));
      taken(version);
    }

    assertEquals(filled(250), aggregates.loadAsOf(SNAPPED, "1", Version.of(250)).state());
    assertEquals(1 + 50, reader.events());
    assertEquals(filled(200), aggregates.loadAsOf(SNAPPED, "1", Version.of(200)).state());
    assertEquals(1, reader.events());
    assertEquals(filled(99), aggregates.loadAsOf(SNAPPED, "1", Version.of(99)).state());
    assertEquals(99, reader.events());
    AsOf position = AsOf.position(Position.of(210));
    assertEquals(filled(210), aggregates.loadAsOf(SNAPPED, "1", position).state());
    assertEquals(1 + 10, reader.events());
    AsOf time = AsOf.time(VirtualClock.DEFAULT_START.plus(Duration.ofMinutes(150)));
    assertEquals(filled(200), aggregates.loadAsOf(SNAPPED, "1", time).state());
    assertEquals(1, reader.events());
    AsOf before = AsOf.time(VirtualClock.DEFAULT_START);
    assertEquals(Account.NONE, aggregates.loadAsOf(SNAPPED, "1", before).state());
    assertEquals(List.of(), warnings.messages());
  }

  private void replace(long version, byte[] bytes) throws IOException {
    AtomicFile.write(
        disk, FOLDER.resolve("account-1/" + version + ".json"), ByteBuffer.wrap(bytes));
  }

  @Test
  void aDamagedSnapshotIsPassedOverForTheOneBefore() throws IOException {
    taken(100);
    taken(200);
    replace(200, new byte[] {1, 2, 3});

    assertLoads(200, 1 + 100);
    assertLoads(200, 1 + 100);
    assertIgnored(2, "at version 200 is ignored", "it does not end with a checksum");
  }

  /** Told once, counted each time. */
  private void assertIgnored(long times, String... parts) {
    assertEquals(1, warnings.messages().size(), warnings.messages().toString());
    for (String part : parts) {
      assertTrue(warnings.messages().getFirst().contains(part), warnings.messages().toString());
    }
    assertEquals(times, snapshots.stats().ignored());
  }

  private void save(Snapshot from, UnaryOperator<Snapshot> change) throws IOException {
    files.save(change.apply(from));
  }

  @Test
  void aSnapshotOfAnotherStoreIsIgnored() throws IOException {
    InMemoryEventStore other = new InMemoryEventStore();
    fill(other, "1", 100);
    try (Snapshots others = Snapshots.of(other, files)) {
      assertTrue(others.take(SNAPPED, "1").isPresent());
    }
    fill(store, "1", 100);

    assertLoads(100, 100);
    assertIgnored(1, "it is of another store, " + other.id());
  }

  @Test
  void aSnapshotThatIsAheadOfTheLogIsIgnored() throws IOException {
    Snapshot taken = taken(100);
    save(taken, one -> changed(one, Version.of(101), one.event(), one.position()));

    assertLoads(100, 1);
    assertIgnored(1, "at version 101", "it is ahead of the log");
  }

  private static Snapshot changed(Snapshot one, Version version, UUID event, Position position) {
    return new Snapshot(
        one.store(),
        one.stream(),
        version,
        position,
        event,
        one.timestamp(),
        one.schema(),
        one.folding(),
        Payload.json("{\"phase\":\"OPEN\",\"balance\":666,\"frozen\":false}"));
  }

  @Test
  void aSnapshotThatRestsOnAnotherEventIsIgnored() throws IOException {
    Snapshot taken = taken(100);
    save(taken, one -> changed(one, one.version(), new UUID(1, 1), one.position()));

    assertLoads(100, 1 + 100);
    assertIgnored(1, "the log has another event of that version");
  }

  @Test
  void aSnapshotThatRestsOnAnotherPositionIsIgnored() throws IOException {
    Snapshot taken = taken(100);
    save(taken, one -> changed(one, one.version(), one.event(), Position.of(99)));

    assertLoads(100, 1 + 100);
    assertIgnored(1, "the log has another event of that version");
  }

  @Test
  void aSnapshotThatOtherCodeFoldedIsIgnoredAndReplaced() throws IOException {
    taken(100);
    AggregateType<AccountCommand, Account, AccountEvent> newer =
        ACCOUNT.withSnapshots(SnapshotRule.by(JsonStateCodec.of(Account.class)).withFolding(2));

    assertLoads(newer, 100, 100);
    assertIgnored(1, "it was folded by version 1 of the code, this is version 2");
    assertEquals(2, snapshots.take(newer, "1").orElseThrow().folding());
    reader.events();
    assertLoads(newer, 100, 1);
  }

  @Test
  void aSnapshotOfAnOldSchemaIsIgnoredWhereNothingLiftsIt() throws IOException {
    taken(100);

    assertLoads(ACCOUNT.withSnapshots(JsonStateCodec.of(Account.class, 2)), 100, 100);
    assertIgnored(1, "its state follows schema 1: this code reads schema 2");
  }

  @Test
  void aSnapshotOfANewerSchemaIsIgnored() throws IOException {
    fill(store, "1", 100);
    AggregateType<AccountCommand, Account, AccountEvent> newer =
        ACCOUNT.withSnapshots(JsonStateCodec.of(Account.class, 2));
    assertTrue(snapshots.take(newer, "1").isPresent());
    reader.events();

    assertLoads(100, 100);
    assertIgnored(1, "its state follows schema 2: this code reads schema 1");
  }

  @Test
  void aSnapshotOfAnOldSchemaIsLiftedByTheSteps() throws IOException {
    Snapshot taken = taken(100);
    save(
        taken,
        one ->
            new Snapshot(
                one.store(),
                one.stream(),
                one.version(),
                one.position(),
                one.event(),
                one.timestamp(),
                1,
                one.folding(),
                Payload.json("{\"state\":\"OPEN\",\"amount\":4950}")));
    AggregateType<AccountCommand, Account, AccountEvent> lifting =
        ACCOUNT.withSnapshots(
            JsonStateCodec.of(Account.class)
                .lifting(tree -> {
                  tree.set("phase", tree.remove("state"));
                  return tree;
                })
                .lifting(tree -> {
                  tree.set("balance", tree.remove("amount"));
                  return tree.put("frozen", false);
                }));

    assertLoads(lifting, 100, 1);
    assertEquals(List.of(), warnings.messages());
  }

  @Test
  void aStateThatDoesNotFitItsSchemaIsIgnored() throws IOException {
    Snapshot taken = taken(100);
    save(
        taken,
        one ->
            new Snapshot(
                one.store(),
                one.stream(),
                one.version(),
                one.position(),
                one.event(),
                one.timestamp(),
                1,
                one.folding(),
                Payload.json("{\"phase\":\"OPEN\",\"frozen\":false}")));

    assertLoads(100, 100);
    assertIgnored(1, "its state follows schema 1", "balance");
  }

  @Test
  void anErrorOfTheDiskIsNoErrorOfALoad() throws IOException {
    taken(100);
    for (FaultyDisk.Operation operation :
        List.of(
            FaultyDisk.Operation.LIST,
            FaultyDisk.Operation.OPEN,
            FaultyDisk.Operation.READ,
            FaultyDisk.Operation.SIZE,
            FaultyDisk.Operation.CLOSE)) {
      disk.inject(Fault.next(operation).forEver());
      assertLoads(100, 100);
      disk.heal();
    }
    assertLoads(100, 1);
    assertEquals(5, snapshots.stats().ignored());
    assertTrue(warnings.messages().getFirst().contains("injected: LIST"));
  }

  @Test
  void eventsAfterTheSnapshotThatNobodyKnowsAreStillAnError() throws IOException {
    taken(100);
    store.append(Append.to(STREAM, ExpectedVersion.any(), NewEvent.of("Renamed", "{}")));

    assertThrows(UnknownEventTypeException.class, () -> aggregates.load(SNAPPED, "1"));
  }
}
