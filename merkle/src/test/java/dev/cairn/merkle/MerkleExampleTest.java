package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What docs/merkle.md shows. */
final class MerkleExampleTest {

  @Test
  void aLeafIsProvenToBeInATreeThatGrew() {
    List<byte[]> entries =
        List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8), "three".getBytes(UTF_8));

    TreeHasher hasher = new TreeHasher();
    Map<TilePath, byte[]> tiles = new HashMap<>();
    TileWriter writer =
        new TileWriter((tile, hashes) -> {
          byte[] bytes = new byte[hashes.remaining()];
          hashes.get(bytes);
          tiles.put(tile, bytes);
        });
    for (byte[] entry : entries) {
      writer.append(hasher.leaf(entry));
    }
    writer.writePartialTiles();
    TreeHead head = writer.head();

    TileSource source = path -> Optional.ofNullable(tiles.get(path));
    TreeProver prover = new TreeProver(new TileReader(head.size(), source));
    InclusionProof second = prover.inclusion(1, head.size());
    ConsistencyProof grown = prover.consistency(2, head.size());
    TreeHead older = prover.head(2);

    second.verify(hasher.leaf(entries.get(1)), head);
    grown.verify(older, head);

    assertEquals("Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=", head.root().toBase64());
    assertThrows(UnprovenException.class, () -> second.verify(hasher.leaf(entries.get(2)), head));
  }
}
