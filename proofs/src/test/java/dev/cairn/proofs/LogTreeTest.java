package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.CorruptStoreException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.StoreLockedException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.StreamId;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TreeHead;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree of a log is that of its lines, however it came about, and comes back by itself. */
final class LogTreeTest {

  private static final LogOptions SMALL =
      LogOptions.standard().withSegmentBytes(64 << 10).withBackground(Runnable::run);

  @TempDir Path temp;
  private final SeededRandom random = new SeededRandom(5);

  private Path folder() {
    return temp.resolve("store");
  }

  private LogStore store() {
    return LogStore.open(folder(), SMALL);
  }

  private LogTree tree(LogStore store) {
    return LogTree.open(folder(), store, SMALL);
  }

  /** Some events of streams with names of all kinds. */
  private void append(LogStore store, int count) {
    for (int left = count; left > 0; ) {
      int some = Math.min(left, 1 + random.nextInt(4));
      StreamId stream = StreamId.of("account-\"é\\" + random.nextInt(50));
      List<NewEvent> events = new ArrayList<>();
      for (int i = 0; i < some; i++) {
        events.add(
            NewEvent.of(random.percent(50) ? "Opened\t".strip() : "Größe/\"2\"", "{\"n\":1}"));
      }
      store.append(Append.to(stream, ExpectedVersion.any(), events));
      left -= some;
    }
  }

  @Test
  void theTreeIsThatOfTheLines() {
    try (LogStore store = store();
        LogTree tree = tree(store)) {
      assertEquals(TreeHead.EMPTY, tree.grow());
      append(store, 700);
      NaiveTree naive = NaiveTree.of(store);
      assertEquals(TreeHead.EMPTY, tree.head());
      assertEquals(naive.head(), tree.grow());
      assertEquals(naive.head(), tree.head());
      for (int position = 1; position <= 700; position++) {
        assertEquals(naive.records().get(position - 1), tree.record(Position.of(position)));
      }
    }
  }

  @Test
  void itGoesOnAfterARestartAtAnySize() {
    for (int round = 0; round < 40; round++) {
      try (LogStore store = store();
          LogTree tree = tree(store)) {
        append(store, 1 + random.nextInt(60));
        assertEquals(NaiveTree.of(store).head(), tree.grow());
      }
    }
  }

  @Test
  void everyEventIsProvenAgainstEveryHeadThatWasGiven() {
    List<TreeHead> heads = new ArrayList<>();
    try (LogStore store = store();
        LogTree tree = tree(store)) {
      for (int some : List.of(1, 2, 250, 2, 1, 1, 255, 90)) {
        append(store, some);
        heads.add(tree.grow());
      }
      NaiveTree naive = NaiveTree.of(store);
      for (TreeHead head : heads) {
        for (long position = 1; position <= head.size(); position++) {
          tree.inclusion(Position.of(position), head.size())
              .verify(naive.records().get((int) position - 1).leafHash(), head);
        }
        for (TreeHead older : heads) {
          if (older.size() <= head.size()) {
            tree.consistency(older.size(), head.size()).verify(older, head);
          }
        }
      }
    }
  }

  @Test
  void whatTheTreeDoesNotHoldIsRefused() {
    try (LogStore store = store();
        LogTree tree = tree(store)) {
      append(store, 10);
      tree.grow();
      append(store, 1);
      assertRefused("10 events", () -> tree.record(Position.of(11)));
      assertRefused("position 11", () -> tree.inclusion(Position.of(11), 10));
      assertRefused("position 11", () -> tree.inclusion(Position.of(11), 11));
      assertRefused("10 events", () -> tree.consistency(4, 11));
      assertRefused("later", () -> tree.consistency(10, 9));
      assertEquals(11, tree.grow().size());
    }
  }

  private static void assertRefused(String reason, org.junit.jupiter.api.function.Executable call) {
    String refusal = assertThrows(IllegalArgumentException.class, call).toString();
    assertTrue(refusal.contains(reason), refusal);
  }

  @Test
  void tilesThatAreDeletedOrDamagedComeBack() throws IOException {
    try (LogStore store = store()) {
      append(store, 1_100);
      try (LogTree tree = tree(store)) {
        tree.grow();
      }
      for (Path damaged : tiles()) {
        byte[] bytes = Files.readAllBytes(damaged);
        for (byte[] harm : List.of(new byte[0], flipped(bytes), new byte[bytes.length + 1])) {
          Files.write(damaged, harm);
          append(store, 1);
          assertWhole(store);
        }
        Files.delete(damaged);
        append(store, 1);
        assertWhole(store);
      }
      deleteTiles();
      assertWhole(store);
    }
  }

  @Test
  void headsOfBeforeTheTilesWereDeletedAreProvenToo() throws IOException {
    try (LogStore store = store()) {
      append(store, 300);
      TreeHead older;
      try (LogTree tree = tree(store)) {
        older = tree.grow();
      }
      deleteTiles();
      append(store, 5);
      try (LogTree tree = tree(store)) {
        TreeHead newer = tree.grow();
        Position last = Position.of(older.size());
        tree.inclusion(last, older.size()).verify(tree.record(last).leafHash(), older);
        tree.consistency(10, older.size()).verify(NaiveTree.of(store).heads().get(10), older);
        tree.consistency(older.size(), newer.size()).verify(older, newer);
      }
    }
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    flipped[random.nextInt(bytes.length)] ^= 4;
    return flipped;
  }

  private List<Path> tiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder().resolve("tiles"))) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("LOCK")).toList();
    }
  }

  private void deleteTiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder().resolve("tiles"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void assertWhole(LogStore store) {
    NaiveTree naive = NaiveTree.of(store);
    try (LogTree tree = tree(store)) {
      assertEquals(naive.head(), tree.grow());
    }
  }

  @Test
  void aLeafThatWasChangedInItsTileIsNeitherBelievedNorProven() throws IOException {
    try (LogStore store = store()) {
      Logs.append(store, 1);
      append(store, 600);
      TreeHead head;
      try (LogTree tree = tree(store)) {
        head = tree.grow();
      }
      harmFirstLeaf();
      try (LogTree tree = tree(store)) {
        Logs.append(store, 1);
        assertEquals(NaiveTree.of(store).head(), tree.grow());
        harmFirstLeaf();
        tree.inclusion(Position.of(2), head.size())
            .verify(tree.record(Position.of(2)).leafHash(), head);
        harmFirstLeaf();
        tree.consistency(100, head.size()).verify(NaiveTree.of(store).heads().get(100), head);
      }
    }
  }

  private void harmFirstLeaf() throws IOException {
    Path tile = folder().resolve("tiles/tile/0/000");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[3] ^= 1;
    Files.write(tile, bytes);
  }

  /**
   * What is forgotten between two growths is the head that all begins with when it is made anew.
   */
  @Test
  void leavesThatNobodyRemembersAreLookedUpWhileTheTreeGrows() throws IOException {
    FaultyDisk disk = new FaultyDisk(new MemoryDisk());
    LogOptions options = SMALL.withDisk(disk);
    try (LogStore store = LogStore.open(folder(), options)) {
      append(store, 700);
      try (LogTree tree = LogTree.open(folder(), store, options)) {
        tree.grow();
      }
      disk.forgetCalls();
      for (int some : List.of(300, 1_000, 90)) {
        Logs.append(store, some);
        append(store, 200);
        try (LogTree tree = LogTree.open(folder(), store, options)) {
          assertEquals(NaiveTree.of(store).head(), tree.grow());
        }
      }
      var anew = new FaultyDisk.Call(Operation.DELETE, folder().resolve("tiles/head"));
      assertFalse(disk.calls().contains(anew), "the tree was made anew");
    }
  }

  @Test
  void theTilesAreThoseThatTheSpecificationNames() throws IOException {
    try (LogStore store = store();
        LogTree tree = tree(store)) {
      append(store, 200);
      tree.grow();
      append(store, 600);
      tree.grow();
    }
    List<String> found =
        tiles().stream()
            .map(file -> folder().resolve("tiles").relativize(file).toString())
            .filter(name -> !name.equals("head"))
            .sorted()
            .toList();
    assertEquals(
        TilePath.hashesOf(800).map(TilePath::toString).sorted().collect(Collectors.toList()),
        found);
    assertFalse(found.contains("tile/0/000.p/200"), "it has become full");
  }

  @Test
  void aLogThatWentAnotherWayHasAnotherTree() throws IOException {
    try (LogStore store = store();
        LogTree tree = tree(store)) {
      append(store, 300);
      tree.grow();
    }
    Path tiles = temp.resolve("tiles");
    Files.move(folder().resolve("tiles"), tiles);
    Path first = folder();
    try (Stream<Path> files = Files.walk(first)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    for (int events : List.of(10, 300, 5)) {
      try (LogStore store = store()) {
        append(store, events);
        if (events == 10) {
          Files.move(tiles, folder().resolve("tiles"));
        }
        assertWhole(store);
      }
    }
  }

  @Test
  void aReaderInAnotherPlaceMayFollowAndOneAtATimeDoes() {
    try (LogStore store = store();
        LogReader reader = LogReader.open(folder(), SMALL);
        LogTree tree = LogTree.open(folder(), reader, SMALL)) {
      append(store, 20);
      assertEquals(NaiveTree.of(store).head(), tree.grow());
      var refusal = assertThrows(StoreLockedException.class, () -> tree(store));
      assertTrue(refusal.toString().contains("tiles"), refusal::toString);
    }
  }

  @Test
  void whereALineIsDamagedTheTreeEndsBefore() throws IOException {
    NaiveTree naive;
    try (LogStore store = store()) {
      append(store, 40);
      naive = NaiveTree.of(store);
    }
    Path log = Logs.active(folder());
    Logs.damage(log, Logs.offsetOf(log, "\"position\":31"));
    try (LogReader reader = LogReader.open(folder(), SMALL);
        LogTree tree = LogTree.open(folder(), reader, SMALL)) {
      int whole = readable(reader);
      assertTrue(whole >= 27 && whole <= 30, "appends are whole: " + whole);
      for (int again = 0; again < 2; again++) {
        assertThrows(CorruptStoreException.class, tree::grow);
        assertEquals(naive.heads().get(whole), tree.head());
      }
    }
  }

  private static int readable(LogReader reader) {
    int count = 0;
    try (var events = reader.read(ReadRequest.all())) {
      while (events.hasNext()) {
        events.next();
        count++;
      }
    } catch (CorruptStoreException atTheDamage) {
      return count;
    }
    throw new AssertionError("no damage was met");
  }

  @Test
  void whatIsNoLogHasNoTree() throws IOException {
    try (InMemoryEventStore memory = new InMemoryEventStore()) {
      memory.append(Append.to(Logs.STREAM, ExpectedVersion.any(), List.of(NewEvent.of("A", "{}"))));
      try (LogTree tree = LogTree.open(folder(), memory, SMALL)) {
        assertRefused("of a log", tree::grow);
      }
    }
    Path file = Files.createFile(temp.resolve("file"));
    try (LogStore store = store()) {
      assertThrows(
          StoreUnavailableException.class, () -> LogTree.open(file.resolve("x"), store, SMALL));
    }
  }
}
