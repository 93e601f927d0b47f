package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What must hold of all that reads paths, tiles, bundles and proofs, whatever it is given. */
final class FuzzedTree {

  private FuzzedTree() {}

  /** A path is refused, or is written as it was read. */
  static void path(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    try {
      assertEquals(text, TilePath.parse(text).toString());
    } catch (MalformedException refused) {
      assertTrue(refused.toString().length() < 500, refused::toString);
    }
  }

  /** A bundle, the width of which comes first, is refused or is written as it was read. */
  static void bundle(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] bundle = Arrays.copyOfRange(bytes, 1, bytes.length);
    TilePath.Entries path = new TilePath.Entries(0, Byte.toUnsignedInt(bytes[0]) + 1);
    try {
      assertArrayEquals(bundle, EntryBundle.write(EntryBundle.read(path, bundle)));
    } catch (MalformedException refused) {
      assertTrue(refused.toString().length() < 500, refused::toString);
    }
  }

  /**
   * Where every tile of a tree, the size of which comes first, has the same bytes, and partial ones
   * are perhaps gone: its tiles are refused, or reader and writer agree on its head.
   */
  static void tile(byte[] bytes) {
    if (bytes.length < 4) {
      return;
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    boolean partialAreGone = input.get() < 0;
    long size = (input.get() & 0xFFL) << 16 | Short.toUnsignedInt(input.getShort());
    byte[] tile = Arrays.copyOfRange(bytes, input.position(), bytes.length);
    TileSource source =
        path -> path.isFull() || !partialAreGone ? Optional.of(tile) : Optional.empty();
    try {
      TreeHead head = new TreeProver(new TileReader(size, source)).head(size);
      assertEquals(head, TileWriter.resume(size, source, (path, hashes) -> {}).head());
    } catch (MalformedException | MissingTileException refused) {
      assertTrue(refused.toString().length() < 500, refused::toString);
    }
  }

  /**
   * A proof is accepted or refused in words. Its numbers come first, then the root, the hashes, and
   * the leaf or the older root.
   */
  static void proof(byte[] bytes) {
    if (bytes.length < 2 * Long.BYTES + 2 * Hash.BYTES) {
      return;
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    long first = input.getLong() & Long.MAX_VALUE;
    long size = input.getLong() & Long.MAX_VALUE;
    List<Hash> hashes = new ArrayList<>();
    for (int at = input.position(); at + Hash.BYTES <= bytes.length; at += Hash.BYTES) {
      hashes.add(Hash.of(bytes, at));
    }
    Hash root = hashes.getFirst();
    Hash last = hashes.getLast();
    List<Hash> proof =
        hashes.subList(1, Math.min(hashes.size() - 1, InclusionProof.MOST_HASHES + 1));
    TreeHead head = new TreeHead(size, root);
    refusedOrNot(() -> new InclusionProof(first, size, proof).verify(last, head));
    TreeHead older = new TreeHead(first, last);
    refusedOrNot(() -> new ConsistencyProof(first, size, proof).verify(older, head));
  }

  private static void refusedOrNot(Runnable check) {
    try {
      check.run();
    } catch (UnprovenException refused) {
      assertTrue(refused.toString().length() < 500, refused::toString);
    }
  }
}
