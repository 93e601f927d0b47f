package dev.cairn.proofs.internal;

import dev.cairn.StoreLockedException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TileSink;
import dev.cairn.merkle.TileSource;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The tiles of a tree in {@code tiles/}, as files that are written once, and the file {@code head}
 * there, which says up to which size they are durable. Tiles are written without a sync; {@link
 * #keep} syncs them, then their names, and then says so in {@code head}. What is beyond it after a
 * power cut is written again. One thread writes; any may read.
 *
 * <p>Errors of the disk are thrown as {@link UncheckedIOException}.
 */
public final class TreeFolder implements TileSource, TileSink {

  /** The folder in that of the store. */
  static final String NAME = "tiles";

  /** The tree head that all tiles are durable of, in text. */
  static final String HEAD = "head";

  /** Whoever holds it writes here. */
  private static final String LOCK = "LOCK";

  /** Tiles that are not synced; one more waits for them to be. */
  static final int UNSYNCED_MAX = 1_024;

  private final Disk disk;
  private final Path folder;
  private final Set<Path> unsynced = new LinkedHashSet<>();
  private final Set<Path> names = new LinkedHashSet<>();

  /** In the folder of a store. */
  public TreeFolder(Disk disk, Path store) {
    this.disk = disk;
    this.folder = store.resolve(NAME);
  }

  /**
   * The head that {@link #keep} said last; that of the empty tree if there is none, or it is not
   * what was written.
   */
  public TreeHead kept() throws IOException {
    byte[] bytes;
    try {
      bytes = AtomicFile.read(disk, folder.resolve(HEAD));
    } catch (NoSuchFileException e) {
      return TreeHead.EMPTY;
    }
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    try {
      TreeHead head = new TreeHead(Long.parseLong(lines[0]), Hash.fromBase64(lines[1]));
      return text(head).equals(String.join("\n", lines)) ? head : TreeHead.EMPTY;
    } catch (RuntimeException e) {
      return TreeHead.EMPTY;
    }
  }

  /** Lets go of what is kept: all tiles will be made anew. */
  void forget() throws IOException {
    disk.delete(folder.resolve(HEAD));
    unsynced.clear();
    names.clear();
  }

  private static String text(TreeHead head) {
    return head.size() + "\n" + head.root().toBase64() + "\n";
  }

  /** Makes durable what was written, and says so. */
  void keep(TreeHead head) throws IOException {
    syncTiles();
    disk.createFolders(folder);
    byte[] text = text(head).getBytes(StandardCharsets.US_ASCII);
    AtomicFile.write(disk, folder.resolve(HEAD), ByteBuffer.wrap(text));
  }

  private void syncTiles() throws IOException {
    disk.syncFiles(unsynced);
    unsynced.clear();
    for (Path touched : names) {
      disk.syncFolder(touched);
    }
    names.clear();
  }

  @Override
  public void accept(TilePath.Hashes tile, ByteBuffer hashes) {
    Path path = path(tile);
    try {
      if (unsynced.size() >= UNSYNCED_MAX) {
        syncTiles();
      }
      try (DiskFile file = fresh(path)) {
        file.write(hashes, 0);
      }
      unsynced.add(path);
      names.add(Objects.requireNonNull(path.getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Most tiles are the next one of a folder that is there. */
  private DiskFile fresh(Path tile) throws IOException {
    try {
      return disk.open(tile, Disk.Access.CREATE);
    } catch (NoSuchFileException noFolder) {
      disk.createFolders(Objects.requireNonNull(tile.getParent()));
    } catch (FileAlreadyExistsException beyondHead) {
      disk.delete(tile);
    }
    return disk.open(tile, Disk.Access.CREATE);
  }

  @Override
  public Optional<byte[]> read(TilePath path) {
    try {
      return Optional.of(AtomicFile.read(disk, path(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the partial tiles of a tile that has become full: they are read from that one. */
  void dropPartial(TilePath.Hashes full) throws IOException {
    Path partial = path(full).resolveSibling(path(full).getFileName() + ".p");
    for (String name : disk.list(partial)) {
      disk.delete(partial.resolve(name));
    }
  }

  /** The names in a folder of tiles, given below {@code tile/}. */
  List<String> list(String path) throws IOException {
    return disk.list(folder.resolve("tile").resolve(path));
  }

  /**
   * Takes the lock that whoever writes tiles holds.
   *
   * @throws StoreLockedException if another one holds it
   */
  DiskLock lock() throws IOException {
    disk.createFolders(folder);
    return disk.tryLock(folder.resolve(LOCK))
        .orElseThrow(() -> new StoreLockedException(place(), "another one makes its tree"));
  }

  /** Where it is, for messages. */
  public String place() {
    return folder.toString();
  }

  /** The error for a disk that fails. */
  public StoreUnavailableException unavailable(IOException cause) {
    return new StoreUnavailableException(
        place(), "the tree cannot be read or written: " + cause.getMessage(), cause);
  }

  private Path path(TilePath path) {
    return folder.resolve(path.toString());
  }
}
