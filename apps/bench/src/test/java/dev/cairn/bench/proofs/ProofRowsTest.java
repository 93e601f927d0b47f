package dev.cairn.bench.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.figures.Figures;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.proofs.LogTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofRowsTest {

  private static final Pace SHORT = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), 2);

  @TempDir Path temp;
  private final Figures figures = new Figures();

  private void assertMeasured(String row, String... measures) {
    for (String measure : measures) {
      double median = figures.find(row, measure).orElseThrow().value().median();
      assertTrue(median > 0, () -> row + " " + measure + ": " + median);
    }
  }

  @Test
  void hashingIsMeasuredInTimeAndMemory() throws Exception {
    Hashing hashing = new Hashing(temp);
    hashing.measure(SHORT, figures);

    assertTrue(Math.abs(hashing.lineBytes() - 300) <= 5, () -> "" + hashing.lineBytes());

    assertMeasured("hash", "cairn", "limit", "ratio-limit", "nanos", "allocated");
  }

  @Test
  void treesAreMadeAnewBesideTheLimit() throws Exception {
    new Growing(temp, 1_000).measure(SHORT, figures);

    assertMeasured("grow", "cairn", "limit", "ratio-limit");
  }

  @Test
  void aWholeStoreIsVerifiedBesideTheLimit() throws Exception {
    new Verifying(temp.resolve("store"), 1_000).measure(SHORT, figures);

    assertMeasured("verify", "cairn", "limit", "ratio-limit");
  }

  @Test
  void allThatWasFollowedIsSignedInTheEnd() throws Exception {
    Path folder = temp.resolve("follow");
    new Following(2, 3).measure(folder, SHORT, figures);

    assertMeasured("follow-batch-3/2", "cairn", "without", "ratio-without", "p99");
    assertEquals("follow-single/64", new Following(64, 1).row());
    Path followed = folder.resolve("followed");
    try (LogReader log = LogReader.open(followed);
        LogTree tree = LogTree.open(followed, log)) {
      assertEquals(log.head().sequence(), tree.head().size());
      String checkpoint = Files.readString(followed.resolve("checkpoint"));
      assertEquals(tree.head().size(), Long.parseLong(checkpoint.split("\n", 3)[1]));
    }
  }

  @Test
  void everyTurnIsAllStreamsInAnotherOrder() {
    ManyStreams many = new ManyStreams(200);
    try (LogStore store = LogStore.open(temp)) {
      many.fill(store);
      assertEquals(600, many.events());
      assertEquals(Position.of(600), store.head());
      List<RecordedEvent> all;
      try (var events = store.read(ReadRequest.all())) {
        all = events.toList();
      }
      List<List<String>> turns =
          Stream.of(0, 200, 400).map(from -> streams(all.subList(from, from + 200))).toList();
      for (List<String> turn : turns) {
        assertEquals(200, turn.stream().distinct().count());
      }
      assertNotEquals(turns.get(0), turns.get(1));
      assertNotEquals(turns.get(1), turns.get(2));
    }
  }

  private static List<String> streams(List<RecordedEvent> events) {
    return events.stream().map(event -> event.stream().value()).toList();
  }

  @Test
  void theLimitDigestsAsManyBytesAsALeafHas() {
    try (LogStore store = LogStore.open(temp)) {
      Corpus.fill(store, 1_000);
      try (LogTree tree = LogTree.open(temp, store)) {
        var _ = tree.grow();
        int leaf = 1 + tree.record(Position.of(1_000)).bytes().length;
        assertTrue(Math.abs(leaf - BareDigests.LEAF_BYTES) <= 2, () -> "a leaf has " + leaf);
      }
    }
  }
}
