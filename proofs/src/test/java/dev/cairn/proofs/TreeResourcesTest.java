package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileReader;
import dev.cairn.merkle.TileSource;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TreeProver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public gets of a log: that of its latest checkpoint, and nothing else. */
final class TreeResourcesTest {

  @TempDir Path temp;

  private SignedLog log() {
    return SignedLog.in(temp.resolve("store"));
  }

  private static TreeResources of(SignedLog log, Optional<SignedNote> checkpoint) {
    return new TreeResources(log.folder(), log.store(), SignedLog.OPTIONS.disk(), () -> checkpoint);
  }

  @Test
  void allOfATreeIsThereAndMakesItsHead() {
    try (SignedLog log = log()) {
      log.append("account-1", 300);
      log.append("account-2", 250);
      SignedNote checkpoint = log.sign();
      log.append("account-1", 10);
      log.sign();
      NaiveTree naive = NaiveTree.of(log.store());
      TreeResources resources = of(log, Optional.of(checkpoint));
      TileSource tiles = path -> resources.at(path.toString()).map(TreeResource::bytes);
      TilePath.hashesOf(550)
          .forEach(tile -> {
            TreeResource resource = resources.at(tile.toString()).orElseThrow();
            assertEquals("application/octet-stream", resource.mediaType());
            assertEquals("public, max-age=31536000, immutable", resource.cacheControl());
          });
      TreeHead head = naive.heads().get(550);
      assertEquals(head, new TreeProver(new TileReader(550, tiles)).head(550));
      TilePath.entriesOf(550)
          .forEach(bundle -> {
            TreeResource resource = resources.at(bundle.toString()).orElseThrow();
            int first = (int) bundle.index() * TilePath.FULL_WIDTH;
            assertEquals(
                naive.records().subList(first, first + bundle.width()),
                EntryBundle.read(bundle, resource.bytes()).stream()
                    .map(LeafRecord::parse)
                    .toList());
            assertEquals(Duration.ofDays(365), resource.cacheLife());
          });
    }
  }

  @Test
  void theCheckpointIsAskedForAgainEachTime() {
    try (SignedLog log = log()) {
      log.append("account-1", 3);
      SignedNote checkpoint = log.sign();
      TreeResource resource = of(log, Optional.of(checkpoint)).at("checkpoint").orElseThrow();
      assertArrayEquals(checkpoint.bytes(), resource.bytes());
      assertEquals("text/plain; charset=utf-8", resource.mediaType());
      assertEquals("no-cache", resource.cacheControl());
    }
  }

  @Test
  void partsOfPartialTilesAreThoseOfEarlierHeads() {
    try (SignedLog log = log()) {
      log.append("account-1", 600);
      TreeResources resources = of(log, Optional.of(log.sign()));
      NaiveTree naive = NaiveTree.of(log.store());
      for (int size : List.of(1, 255, 256, 257, 511, 512, 513, 600)) {
        TileSource tiles = path -> resources.at(path.toString()).map(TreeResource::bytes);
        assertEquals(
            naive.heads().get(size), new TreeProver(new TileReader(size, tiles)).head(size));
      }
      byte[] part = resources.at("tile/entries/002.p/3").orElseThrow().bytes();
      assertEquals(3, EntryBundle.read(new TilePath.Entries(2, 3), part).size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/0/001",
        "tile/0/001.p/45",
        "tile/0/002.p/1",
        "tile/1/000.p/2",
        "tile/1/000",
        "tile/2/000.p/1",
        "tile/7/000.p/1",
        "tile/8/000.p/1",
        "tile/63/000.p/1",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/entries/001",
        "tile/entries/001.p/45",
        "tile/entries/x036/x028/x797/x018/x963/967",
        "tile/0/x036/x028/x797/x018/x963/968",
        "tile/0/1",
        "tile/00/000",
        "tile/0/000.p/256",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/../0/000",
        "tile/head",
        "tiles/head",
        "tile/LOCK",
        "checkpoint/",
        "CHECKPOINT",
        "../store.json",
        ""
      })
  void whatNoCheckpointCoversAndWhatIsWrittenOtherwiseIsNotThere(String path) {
    try (SignedLog log = log()) {
      log.append("account-1", 300);
      SignedNote checkpoint = log.sign();
      log.append("account-1", 300);
      log.sign();
      TreeResources resources = of(log, Optional.of(checkpoint));
      assertEquals(Optional.empty(), resources.at(path));
      assertTrue(resources.at("tile/0/001.p/44").isPresent());
    }
  }

  @Test
  void nothingIsThereWithoutACheckpoint() {
    try (SignedLog log = log()) {
      log.append("account-1", 3);
      log.sign();
      TreeResources resources = of(log, Optional.empty());
      for (String path : List.of("checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3")) {
        assertEquals(Optional.empty(), resources.at(path));
      }
    }
  }

  @Test
  void nothingThatWasNotSignedIsGivenOut() throws IOException {
    try (SignedLog log = log()) {
      log.append("account-1", 300);
      TreeResources resources = of(log, Optional.of(log.sign()));
      Logs.damage(log.folder().resolve("tiles/tile/0/000"), 40L * Hash.BYTES);
      assertThrows(DamagedTilesException.class, () -> resources.at("tile/0/000"));
      assertThrows(DamagedTilesException.class, () -> resources.at("tile/entries/000"));
      assertTrue(resources.at("tile/0/001.p/44").isPresent());
    }
  }
}
