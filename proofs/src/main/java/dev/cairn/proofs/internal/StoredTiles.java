package dev.cairn.proofs.internal;

import dev.cairn.disk.Disk;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.TileDifference;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tiles that lie in a store, and of them the leaf hashes. It keeps the tile of leaves that was
 * read last, so that nothing is read twice where leaves and tiles go by side by side. Not safe for
 * use by several threads.
 */
final class StoredTiles implements TileSource {

  private static final byte[] NOTHING = new byte[0];

  private final TreeFolder folder;
  private final long size;
  private TilePath.@Nullable Hashes last;
  private Optional<byte[]> lastBytes = Optional.empty();
  private long leafTile = -1;
  private byte[] leaves = NOTHING;

  /**
   * Of a store.
   *
   * @param size up to which they are durable; 0 if there are none
   */
  private StoredTiles(TreeFolder folder, long size) {
    this.folder = folder;
    this.size = size;
  }

  static StoredTiles of(Disk disk, Path store) throws IOException {
    TreeFolder folder = new TreeFolder(disk, store);
    return new StoredTiles(folder, folder.kept().size());
  }

  /** The size of the tree that they say they are of; 0 if there are none. */
  long size() {
    return size;
  }

  /** Whether they say by now that they are of a smaller tree: somebody makes them anew. */
  boolean wereForgotten() throws IOException {
    return folder.kept().size() < size;
  }

  @Override
  public Optional<byte[]> read(TilePath path) {
    if (!path.equals(last)) {
      Optional<byte[]> bytes = folder.read(path);
      if (!(path instanceof TilePath.Hashes tile) || tile.level() > 0) {
        return bytes;
      }
      last = tile;
      lastBytes = bytes;
    }
    return lastBytes;
  }

  /** Whether there is a hash for the leaf of a position. */
  boolean holds(long position) {
    return position <= size && leaves(position).length > 0;
  }

  /** Whether the leaf hash of a position, which they hold, is this one. */
  boolean matches(long position, byte[] leaf) {
    int at = place(position);
    return Arrays.equals(leaves(position), at, at + Hash.BYTES, leaf, 0, Hash.BYTES);
  }

  /** Writes the leaf hash of a position, which they hold, to an array. */
  void copyLeaf(long position, byte[] target, int at) {
    System.arraycopy(leaves(position), place(position), target, at, Hash.BYTES);
  }

  /** Sees a partial tile that is there beside the one it has become, and where they differ. */
  interface Copies {
    void visit(TilePath.Hashes tile, Optional<TileDifference> difference);
  }

  /**
   * Looks at all partial tiles of earlier sizes. They are compared with the later ones, which
   * should have been compared with the events.
   */
  void eachCopy(Copies visitor) throws IOException {
    for (int level = 0; size >>> (8 * level) > 0; level++) {
      copies(Integer.toString(level), visitor);
    }
  }

  private void copies(String path, Copies visitor) throws IOException {
    for (String name : folder.list(path)) {
      if (name.endsWith(".p")) {
        for (String width : folder.list(path + "/" + name)) {
          copy("tile/" + path + "/" + name + "/" + width, visitor);
        }
      } else if (name.startsWith("x")) {
        copies(path + "/" + name, visitor);
      }
    }
  }

  private void copy(String path, Copies visitor) {
    if (!(parsed(path) instanceof TilePath.Hashes tile)) {
      return;
    }
    long hashes = (size >>> (8 * tile.level())) - tile.index() * TilePath.FULL_WIDTH;
    if (hashes <= tile.width()) {
      return; // It is the last one itself, or of a tree that is larger.
    }
    TilePath.Hashes later =
        new TilePath.Hashes(
            tile.level(), tile.index(), (int) Math.min(hashes, TilePath.FULL_WIDTH));
    Optional<byte[]> whole = folder.read(later).or(() -> folder.read(later.full()));
    Optional<byte[]> part = folder.read(tile); // Gone by now, where a writer made it full.
    if (whole.isPresent() && part.isPresent()) {
      visitor.visit(tile, difference(tile, part.get(), whole.get()));
    }
  }

  private static Optional<TileDifference> difference(
      TilePath.Hashes tile, byte[] part, byte[] whole) {
    int bytes = tile.width() * Hash.BYTES;
    if (part.length != bytes) {
      return Optional.of(new TileDifference(tile, TileDifference.Kind.LENGTH, 0, tile.width()));
    }
    int at = Arrays.mismatch(part, 0, bytes, whole, 0, Math.min(bytes, whole.length));
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new TileDifference(
                tile, TileDifference.Kind.HASH, at / Hash.BYTES, at / Hash.BYTES + 1));
  }

  /** The path of a tile; null if a file of that name is none. */
  private static @Nullable TilePath parsed(String path) {
    try {
      return TilePath.parse(path);
    } catch (MerkleException e) {
      return null;
    }
  }

  private static int place(long position) {
    return (int) ((position - 1) % TilePath.FULL_WIDTH) * Hash.BYTES;
  }

  /** The tile of leaves that holds a position; nothing if it is missing or has a wrong length. */
  private byte[] leaves(long position) {
    long index = (position - 1) / TilePath.FULL_WIDTH;
    if (index != leafTile) {
      leafTile = index;
      long width = Math.min(TilePath.FULL_WIDTH, size - index * TilePath.FULL_WIDTH);
      TilePath.Hashes tile = new TilePath.Hashes(0, index, (int) width);
      leaves =
          read(tile)
              .or(() -> read(tile.full()))
              .filter(bytes -> bytes.length >= tile.width() * Hash.BYTES)
              .orElse(NOTHING);
    }
    return leaves;
  }
}
