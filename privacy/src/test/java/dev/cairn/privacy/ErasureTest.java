package dev.cairn.privacy;

import static dev.cairn.privacy.Samples.ANN;
import static dev.cairn.privacy.Samples.BOB;
import static dev.cairn.privacy.Samples.CANARY;
import static dev.cairn.privacy.Samples.VAULT;
import static dev.cairn.privacy.Samples.ann;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.disk.AtomicFile;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.SnapshotFiles;
import dev.cairn.model.Snapshots;
import dev.cairn.privacy.CustomerEvent.Left;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ErasureTest {

  private static final StreamId STREAM = StreamId.of("customer-7");

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final MemoryDisk disk = new MemoryDisk();
  private final FileVault vault = FileVault.open(disk, VAULT);
  private final AggregateType<CustomerEvent, Customer, CustomerEvent> type = Customer.type(vault);
  private final Commands commands = Commands.over(store);
  private final Erasure erasure = Erasure.of(store, vault);

  private void handle(String id, CustomerEvent event) {
    var _ = commands.handle(type, id, event, CommandContext.by("clerk-3"));
  }

  @Test
  void anErasedPersonIsErasedInEveryStateAndTheRestStays() throws IOException {
    handle("7", ann());
    handle("7", new Left("moved"));
    assertEquals(
        new Customer(Optional.of(Personal.of(ANN, CANARY)), 2),
        commands.aggregates().load(type, "7").state());

    ErasureReport report = erasure.erase(ANN, "request 12", "clerk-3");

    assertEquals(Set.of(STREAM), report.streams());
    assertEquals("request 12", report.tombstone().reason());
    assertTrue(report.tombstone().complete());
    assertEquals(
        new Customer(Optional.of(new Personal.Erased<>(ANN)), 2),
        commands.aggregates().load(type, "7").state());
    assertThrows(ErasedSubjectException.class, () -> handle("7", ann()));
    handle("7", new Left("again"));
  }

  /** Anybody who may append could otherwise keep every erasure from its end. */
  @Test
  void dataThatOnlyLookSealedKeepNoErasureFromItsEnd() throws IOException {
    handle("7", ann());
    for (String data : List.of("{\"$sealed\":1}", "{\"$sealed\":2e+3333333333}")) {
      store.append(
          Append.to(StreamId.of("other"), ExpectedVersion.any(), NewEvent.of("Disguised", data)));
    }
    ErasureReport report = erasure.erase(ANN, "request 12", "clerk-3");

    assertEquals(Set.of(STREAM), report.streams());
    assertTrue(report.tombstone().complete());
  }

  @Test
  void anErasureIsRecordedOnceWithItsReasonAndActor() throws IOException {
    erasure.erase(ANN, "request 12", "clerk-3");
    ErasureReport again = erasure.erase(ANN, "another", "other");

    assertEquals("request 12", again.tombstone().reason());
    assertEquals(1, store.version(StreamId.of("$privacy-customer-7")).number());
    assertEquals(
        "{\"subject\":\"customer-7\",\"reason\":\"request 12\",\"actor\":\"clerk-3\"}",
        SubjectErased.find(store, ANN).orElseThrow().data().text());
  }

  @Test
  void snapshotsAndCachesArePurgedAndViewsAreTold() throws IOException {
    Path folder = Path.of("/snapshots");
    SnapshotFiles files = SnapshotFiles.in(disk, folder);
    AggregateCache cache = AggregateCache.ofStates(10);
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      Aggregates cached = Aggregates.of(store).withCache(cache);
      handle("7", ann());
      handle("7", new Left("moved"));
      assertTrue(snapshots.take(type, "7").isPresent());
      assertTrue(cached.load(type, "7").state().name().orElseThrow().known().isPresent());
      List<SubjectId> told = new ArrayList<>();

      erasure
          .purging(Purge.of(files))
          .purging(Purge.of(cache))
          .purging((subject, _) -> told.add(subject))
          .erase(ANN, "request 12", "clerk-3");

      assertEquals(List.of(), files.versions(STREAM));
      assertEquals(List.of(ANN), told);
      assertEquals(Optional.of(new Personal.Erased<>(ANN)), cached.load(type, "7").state().name());
    }
  }

  @Test
  void aSnapshotOfAnErasedPersonSaysNoMoreThanTheLog() throws IOException {
    SnapshotFiles files = SnapshotFiles.in(disk, Path.of("/snapshots"));
    try (Snapshots snapshots = Snapshots.of(store, files)) {
      handle("7", ann());
      handle("7", new Left("moved"));
      assertTrue(snapshots.take(type, "7").isPresent());
      erasure.erase(ANN, "request 12", "clerk-3");

      Aggregates truth = Aggregates.of(store);
      assertEquals(truth.load(type, "7"), truth.withSnapshots(snapshots).load(type, "7"));
      assertEquals(1, snapshots.stats().used());
      handle("7", new Left("again"));
      assertTrue(snapshots.take(type, "7").isPresent());
    }
  }

  @Test
  void aVaultThatWasRestoredFromAnOldCopyLosesTheKeysAgain() throws IOException {
    handle("7", ann());
    byte[] copy = AtomicFile.read(disk, VAULT.resolve("customer-7.json"));
    erasure.erase(ANN, "request 12", "clerk-3");
    AtomicFile.write(disk, VAULT.resolve("customer-7.json"), ByteBuffer.wrap(copy));
    assertInstanceOf(SubjectKeys.Held.class, vault.keys(ANN));

    List<ErasureReport> finished = erasure.finish();

    assertEquals(List.of(ANN), finished.stream().map(ErasureReport::subject).toList());
    assertInstanceOf(SubjectKeys.Erased.class, vault.keys(ANN));
    assertEquals(List.of(), erasure.finish());
  }

  @Test
  void anErasureOfWhichSomethingCouldNotBePurgedIsFinishedLater() throws IOException {
    handle("7", ann());
    Erasure failing =
        erasure.purging((_, _) -> {
          throw new IOException("the view is away");
        });

    assertThrows(IOException.class, () -> failing.erase(ANN, "request 12", "clerk-3"));
    assertInstanceOf(SubjectKeys.Erased.class, vault.keys(ANN));
    assertEquals(1, erasure.finish().size());
    assertEquals(List.of(), erasure.finish());
  }

  @Test
  void theStreamsOfASubjectAreFoundWithoutItsKey() {
    handle("7", ann());
    handle("8", new CustomerEvent.Paid(Personal.of(BOB, "Bob"), Personal.of(ANN, "Ann"), 5));
    handle("9", new Left("moved"));

    assertEquals(Set.of(STREAM, StreamId.of("customer-8")), Erasure.streams(store, ANN));
    assertEquals(Set.of(StreamId.of("customer-8")), Erasure.streams(store, BOB));
    assertEquals(Set.of(), Erasure.streams(store, SubjectId.of("nobody")));
  }

  @Test
  void aReasonAndAnActorAreNeeded() {
    for (String bad : List.of("", " ", "x".repeat(SubjectErased.TEXT_MAX + 1))) {
      assertThrows(IllegalArgumentException.class, () -> erasure.erase(ANN, bad, "clerk-3"));
      assertThrows(IllegalArgumentException.class, () -> erasure.erase(ANN, "request 12", bad));
    }
    assertEquals(new SubjectKeys.Unknown(), vault.keys(ANN));
  }
}
