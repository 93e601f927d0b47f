package dev.cairn.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the tiles of a tree while its leaf hashes go by. A full tile is handed to the sink as soon
 * as its last hash is known, so a tile always comes before the one above it that holds its root.
 * The partial tiles at the right edge are made when they are asked for: before a head of that size
 * is published.
 *
 * <p>It hashes what a {@link TreeBuilder} does and no more, and allocates for tiles only. NOT safe
 * for use by several threads at once. What the sink throws is passed on and ends the writer: nobody
 * knows whether that tile was written, so one goes on with another that resumes.
 */
public final class TileWriter {

  private final TileSink sink;
  private final TreeBuilder tree = new TreeBuilder(this::take);

  /** The last tile of each level, which is not full yet. */
  private final List<byte[]> lastTiles = new ArrayList<>();

  /** The size of the tree whose partial tiles were written last. */
  private long writtenSize;

  /** Whether the sink has a tile and has not returned. */
  private boolean isWriting;

  /** Begins with the empty tree. */
  public TileWriter(TileSink sink) {
    this.sink = sink;
  }

  /**
   * Goes on with a tree of this size, from its partial tiles (or the full ones they have become),
   * one a level at most. It believes them: compare {@link #head} with the one that was signed.
   *
   * @throws MissingTileException if one is missing
   * @throws MalformedException if one has the wrong length
   * @throws IllegalArgumentException if the size is negative
   */
  public static TileWriter resume(long size, TileSource source, TileSink sink) {
    TileReader reader = new TileReader(size, source);
    TileWriter writer = new TileWriter(sink);
    for (int level = 0; level < TileShape.levels(size); level++) {
      byte[] tile = writer.lastTile(level);
      long hashes = TileShape.hashes(level, size);
      if (hashes % TilePath.FULL_WIDTH != 0) {
        byte[] kept = reader.tile(level, hashes / TilePath.FULL_WIDTH);
        System.arraycopy(kept, 0, tile, 0, kept.length);
      }
    }
    writer.tree.restore(size, new TreeProver(reader).edge(size));
    writer.writtenSize = size;
    return writer;
  }

  /**
   * Appends the hash of a leaf.
   *
   * @throws IllegalStateException if the sink threw at an earlier call
   */
  public void append(Hash leaf) {
    checkUsable();
    tree.append(leaf);
  }

  /**
   * Appends the hash of a leaf, which begins at an offset of an array.
   *
   * @throws IndexOutOfBoundsException if there are fewer than {@link Hash#BYTES}
   * @throws IllegalStateException if the sink threw at an earlier call
   */
  public void append(byte[] leaf, int offset) {
    checkUsable();
    tree.append(leaf, offset);
  }

  /** The leaves appended so far. */
  public long size() {
    return tree.size();
  }

  /**
   * Size and root of the tree as it is.
   *
   * @throws IllegalStateException if the sink threw at an earlier call
   */
  public TreeHead head() {
    checkUsable();
    return tree.head();
  }

  /**
   * Hands the partial tiles of the tree as it is to the sink, from the leaves up, but those that
   * are the same as at the last call.
   *
   * @throws IllegalStateException if the sink threw at an earlier call
   */
  public void writePartialTiles() {
    checkUsable();
    for (int level = 0; level < lastTiles.size(); level++) {
      long hashes = TileShape.hashes(level, size());
      boolean isPartial = hashes % TilePath.FULL_WIDTH != 0;
      if (isPartial && hashes != TileShape.hashes(level, writtenSize)) {
        write(TileShape.tile(level, hashes / TilePath.FULL_WIDTH, size()));
      }
    }
    writtenSize = size();
  }

  /**
   * Shows the partial tiles of the tree as it is to another sink, from the leaves up: what {@link
   * #resume} needs. They do not count as written.
   *
   * @throws IllegalStateException if the sink of this writer threw at an earlier call
   */
  public void showPartialTiles(TileSink to) {
    checkUsable();
    for (int level = 0; level < lastTiles.size(); level++) {
      long hashes = TileShape.hashes(level, size());
      if (hashes % TilePath.FULL_WIDTH != 0) {
        TilePath.Hashes tile = TileShape.tile(level, hashes / TilePath.FULL_WIDTH, size());
        to.accept(tile, bytes(tile));
      }
    }
  }

  private ByteBuffer bytes(TilePath.Hashes tile) {
    byte[] hashes = lastTiles.get(tile.level());
    return ByteBuffer.wrap(hashes, 0, tile.width() * Hash.BYTES).asReadOnlyBuffer();
  }

  private void take(int nodeLevel, long index, byte[] hashes, int offset) {
    if (nodeLevel % TileShape.HEIGHT == 0) {
      int level = nodeLevel / TileShape.HEIGHT;
      int place = (int) (index % TilePath.FULL_WIDTH);
      System.arraycopy(hashes, offset, lastTile(level), place * Hash.BYTES, Hash.BYTES);
      if (place == TilePath.FULL_WIDTH - 1) {
        write(new TilePath.Hashes(level, index / TilePath.FULL_WIDTH, TilePath.FULL_WIDTH));
      }
    }
  }

  /** The hashes of the last tile of a level, which is not full. Only the writer changes them. */
  byte[] lastTile(int level) {
    if (level == lastTiles.size()) {
      lastTiles.add(new byte[TilePath.FULL_WIDTH * Hash.BYTES]);
    }
    return lastTiles.get(level);
  }

  private void write(TilePath.Hashes tile) {
    isWriting = true;
    sink.accept(tile, bytes(tile));
    isWriting = false;
  }

  private void checkUsable() {
    if (isWriting) {
      throw new IllegalStateException(
          "the sink failed to take a tile: go on with a writer that resumes from the tiles");
    }
  }
}
