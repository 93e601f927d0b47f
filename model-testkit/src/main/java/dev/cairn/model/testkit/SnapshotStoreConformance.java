package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.Snapshot;
import dev.cairn.model.SnapshotLine;
import dev.cairn.model.SnapshotRetention;
import dev.cairn.model.SnapshotStore;
import dev.cairn.model.SnapshotStore.Entry;
import dev.cairn.model.SnapshotStore.Found;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The suite that every {@link SnapshotStore} must pass. To use it, write a test class that extends
 * it, says how the store of a test is opened, and how what it keeps is damaged.
 */
public abstract class SnapshotStoreConformance {

  private static final StoreId LOG = new StoreId(new UUID(1, 2));
  private static final StreamId A = StreamId.of("account-a");
  private static final StreamId B = StreamId.of("account-b");
  private static final String ASTRAL = new String(Character.toChars(0x1F5FB));

  private final List<SnapshotStore> opened = new ArrayList<>();
  private @Nullable SnapshotStore store;

  /** For subclasses. */
  protected SnapshotStoreConformance() {}

  /** Opens the store of this test, which is empty the first time, and what it was later. */
  protected abstract SnapshotStore open(SnapshotRetention retention) throws Exception;

  /** Puts these bytes in the place of the line that is kept of that version of a stream. */
  protected abstract void replace(StreamId stream, Version version, byte[] line) throws Exception;

  @AfterEach
  final void closeStores() {
    opened.forEach(SnapshotStore::close);
  }

  private SnapshotStore open() {
    return open(SnapshotRetention.KEPT_DEFAULT);
  }

  private SnapshotStore open(int kept) {
    try {
      SnapshotStore made = open(new SnapshotRetention(kept));
      opened.add(made);
      return made;
    } catch (Exception e) {
      throw new AssertionError("the store cannot be opened: " + e, e);
    }
  }

  private SnapshotStore store() {
    SnapshotStore current = store == null ? open() : store;
    store = current;
    return current;
  }

  private static Snapshot snapshot(StreamId stream, long version, Payload state) {
    return new Snapshot(
        LOG,
        stream,
        Version.of(version),
        Position.of(10 * version),
        new UUID(3, version),
        Instant.parse("2025-12-28T10:00:00.000001Z"),
        2,
        3,
        state);
  }

  private static Snapshot snapshot(StreamId stream, long version) {
    return snapshot(stream, version, Payload.json("{\"balance\":%d}".formatted(version)));
  }

  private void save(StreamId stream, long... versions) throws IOException {
    for (long version : versions) {
      store().save(snapshot(stream, version));
    }
  }

  private static List<Version> versions(long... numbers) {
    return LongStream.of(numbers).mapToObj(Version::of).toList();
  }

  private void assertFound(Snapshot expected) throws IOException {
    assertEquals(new Found.Intact(expected), store().find(expected.stream(), expected.version()));
  }

  @Test
  final void whatWasSavedIsFound() throws IOException {
    save(A, 100);

    assertFound(snapshot(A, 100));
    assertEquals(versions(100), store().versions(A));
  }

  @Test
  final void whatWasNeverSavedIsMissing() throws IOException {
    assertEquals(List.of(), store().versions(A));
    assertEquals(new Found.Missing(), store().find(A, Version.of(1)));
    store()
        .visit(entry -> {
          throw new AssertionError(entry.toString());
        });
    save(A, 1);
    assertEquals(new Found.Missing(), store().find(A, Version.of(2)));
    assertEquals(new Found.Missing(), store().find(B, Version.of(1)));
  }

  @Test
  final void everyPartOfASnapshotComesBack() throws IOException {
    Snapshot odd =
        new Snapshot(
            LOG,
            StreamId.of("it-has \"quotes\", \\ and ,\"state\": in it"),
            Version.of(Long.MAX_VALUE / 1_000_000),
            new Position(3, 17, 2),
            new UUID(-1, -1),
            Instant.parse("1970-01-01T00:00:00Z"),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Payload.json(
                "[ {\"a\" : 1.50, \"crc\":\"00000000\"}, null, \"\\u00e9é" + ASTRAL + "\"]"));
    store().save(odd);

    assertFound(odd);
  }

  @Test
  final void theLaterOfTwoOfOneVersionIsKept() throws IOException {
    save(A, 7);
    Snapshot later = snapshot(A, 7, Payload.json("{\"balance\":-1}"));
    store().save(later);

    assertFound(later);
    assertEquals(versions(7), store().versions(A));
  }

  @Test
  final void theNewestOfAStreamAreKept() throws IOException {
    save(B, 1);
    save(A, 100, 200, 300, 400, 1000);

    assertEquals(versions(1000, 400, 300), store().versions(A));
    assertEquals(new Found.Missing(), store().find(A, Version.of(200)));
    assertEquals(versions(1), store().versions(B));
  }

  @Test
  final void asManyAreKeptAsIsSaid() throws IOException {
    store = open(1);
    save(A, 1, 2, 3);
    assertEquals(versions(3), store().versions(A));
    store = open(2);
    save(A, 4, 5);
    assertEquals(versions(5, 4), store().versions(A));
  }

  @Test
  final void oneThatIsBehindOthersIsKeptAllTheSame() throws IOException {
    save(A, 700, 800, 900, 50);

    assertEquals(versions(900, 800, 700, 50), store().versions(A));
    save(A, 40, 30, 20);
    assertTrue(store().versions(A).contains(Version.of(20)));
    assertTrue(store().versions(A).size() <= 2 * SnapshotRetention.KEPT_DEFAULT);
  }

  @Test
  final void namesThatLookAlikeAreDifferentStreams() throws IOException {
    List<StreamId> streams =
        List.of(
            StreamId.of("a"),
            StreamId.of("A"),
            StreamId.of("%41"),
            StreamId.of("a-"),
            StreamId.of("a b"),
            StreamId.of("a/b"),
            StreamId.of("a%2Fb"),
            StreamId.of(".."),
            StreamId.of("."),
            StreamId.of("a.json"),
            StreamId.of("é"),
            StreamId.of("e\u0301"),
            StreamId.of("x".repeat(255)),
            StreamId.of("x".repeat(254) + "y"),
            StreamId.of("X".repeat(255)),
            StreamId.of(ASTRAL.repeat(63)));
    for (int i = 0; i < streams.size(); i++) {
      save(streams.get(i), i + 1);
    }

    for (int i = 0; i < streams.size(); i++) {
      assertEquals(versions(i + 1), store().versions(streams.get(i)), streams.get(i).value());
      assertFound(snapshot(streams.get(i), i + 1));
    }
  }

  @Test
  final void theLargestStateIsKept() throws IOException {
    String state = "\"%s\"".formatted("x".repeat(Snapshot.STATE_BYTES_MAX - 2));
    Snapshot largest = snapshot(A, 1, Payload.json(state));
    store().save(largest);

    assertFound(largest);
  }

  @Test
  final void allAreShownStreamByStream() throws IOException {
    save(B, 2);
    save(A, 9, 10);
    save(B, 1);
    List<Entry> entries = new ArrayList<>();
    store().visit(entries::add);

    List<Found> found = entries.stream().map(Entry::found).toList();
    List<Snapshot> both = List.of(snapshot(A, 9), snapshot(A, 10));
    List<Snapshot> others = List.of(snapshot(B, 1), snapshot(B, 2));
    assertTrue(
        found.equals(intact(both, others)) || found.equals(intact(others, both)), found.toString());
    for (Entry entry : entries) {
      assertTrue(entry.bytes() > 0 && !entry.place().isEmpty(), entry.toString());
    }
  }

  private static List<Found> intact(List<Snapshot> first, List<Snapshot> second) {
    List<Found> all = new ArrayList<>();
    first.forEach(snapshot -> all.add(new Found.Intact(snapshot)));
    second.forEach(snapshot -> all.add(new Found.Intact(snapshot)));
    return all;
  }

  @Test
  final void oneIsDeletedAndTheOthersStay() throws IOException {
    save(A, 1, 2);
    save(B, 1);
    store().delete(A, Version.of(1));
    store().delete(A, Version.of(3));
    store().delete(StreamId.of("never-there"), Version.of(1));

    assertEquals(versions(2), store().versions(A));
    assertEquals(versions(1), store().versions(B));
  }

  @Test
  final void allAreDeletedAndMoreAreSaved() throws IOException {
    store().clear();
    save(A, 1, 2);
    save(B, 1);
    store().clear();
    assertEquals(List.of(), store().versions(A));
    assertEquals(List.of(), store().versions(B));
    save(A, 3);
    assertEquals(versions(3), store().versions(A));
  }

  @Test
  final void whatWasSavedIsFoundWhenTheStoreIsOpenedAgain() throws IOException {
    save(A, 1, 2);
    closeStores();
    store = open();

    assertEquals(versions(2, 1), store().versions(A));
    assertFound(snapshot(A, 2));
  }

  @Test
  final void twoThatAreOpenSeeTheSame() throws IOException {
    SnapshotStore other = open();
    save(A, 1);
    assertEquals(versions(1), other.versions(A));
    other.save(snapshot(A, 2));
    assertEquals(versions(2, 1), store().versions(A));
    other.clear();
    assertEquals(List.of(), store().versions(A));
    save(A, 3);
    assertEquals(versions(3), other.versions(A));
  }

  @Test
  final void everyBitThatFlipsAndEveryByteThatIsMissingIsDamage() throws Exception {
    save(A, 1);
    byte[] line = SnapshotLine.encode(snapshot(A, 1));
    for (int bit = 0; bit < 8 * line.length; bit++) {
      byte[] flipped = line.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      replace(A, Version.of(1), flipped);
      assertDamaged("bit " + bit);
    }
    for (int length = 0; length < line.length; length++) {
      replace(A, Version.of(1), java.util.Arrays.copyOf(line, length));
      assertDamaged("length " + length);
    }
    replace(A, Version.of(1), line);
    assertFound(snapshot(A, 1));
  }

  private void assertDamaged(String where) throws IOException {
    assertInstanceOf(Found.Damaged.class, store().find(A, Version.of(1)), where);
  }

  @Test
  final void whatIsInThePlaceOfAnotherIsDamage() throws Exception {
    save(A, 1);
    replace(A, Version.of(1), SnapshotLine.encode(snapshot(A, 2)));
    assertDamaged("another version");
    replace(A, Version.of(1), SnapshotLine.encode(snapshot(B, 1)));
    assertDamaged("another stream");
  }

  @Test
  final void whatIsDamagedIsListedAndCanBeDeleted() throws Exception {
    save(A, 1);
    replace(A, Version.of(1), new byte[] {1, 2, 3});
    List<Entry> entries = new ArrayList<>();
    store().visit(entries::add);

    assertEquals(1, entries.size());
    assertInstanceOf(Found.Damaged.class, entries.getFirst().found());
    assertEquals(versions(1), store().versions(A));
    store().clear();
    assertEquals(List.of(), store().versions(A));
  }

  @Test
  final void manyThreadsSaveAndFind() throws Exception {
    int threads = 8;
    SnapshotStore shared = store();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      IntStream.range(0, threads).forEach(i -> all.add(workers.submit(() -> work(shared, i % 4))));
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(versions(20, 19, 18), store().versions(StreamId.of("s-" + i)));
    }
  }

  /** Two threads do the same with each stream. */
  private static boolean work(SnapshotStore shared, int number) throws IOException {
    StreamId stream = StreamId.of("s-" + number);
    for (int version = 1; version <= 20; version++) {
      shared.save(snapshot(stream, version));
      for (Version one : shared.versions(stream)) {
        Found found = shared.find(stream, one);
        boolean sound =
            found.equals(new Found.Intact(snapshot(stream, one.number())))
                || found.equals(new Found.Missing());
        assertTrue(sound, found.toString());
      }
    }
    return true;
  }
}
