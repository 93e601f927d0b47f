package dev.cairn.proofs;

import dev.cairn.EventReader;
import dev.cairn.disk.Disk;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TilePath;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The resources that c2sp.org/tlog-tiles has of a log, for any server to give out: {@code
 * checkpoint}, {@code tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]}. There is nothing
 * but what the latest checkpoint covers, so nothing shows that is not signed. Bundles of entries
 * hold the records of events and are made when they are asked for.
 *
 * <p>Tiles and bundles were proven to be what the checkpoint commits to before they are given out.
 * An answer has at most {@link TilePath#FULL_WIDTH} hashes or records. Thread-safe.
 */
public final class TreeResources {

  private static final String CHECKPOINT = "checkpoint";
  private static final int LEVEL_BITS = 8;

  private final Path store;
  private final EventReader log;
  private final Disk disk;
  private final Supplier<Optional<SignedNote>> latest;

  /**
   * Of a store.
   *
   * @param store its folder
   * @param log a reader of it, which stays open for as long
   * @param disk where its tiles are read
   * @param latest its latest checkpoint; nothing while there is none
   */
  public TreeResources(
      Path store, EventReader log, Disk disk, Supplier<Optional<SignedNote>> latest) {
    this.store = store;
    this.log = log;
    this.disk = disk;
    this.latest = latest;
  }

  /**
   * What is at a path below the log's prefix, or nothing: where it is written in another way than
   * the specification has it, where no checkpoint covers it, and while there is none.
   *
   * @throws ProofsException if the log or its tiles are not what was signed
   * @throws dev.cairn.StoreUnavailableException if a file cannot be read
   */
  public Optional<TreeResource> at(String path) {
    return latest.get().flatMap(note -> at(path, note));
  }

  private Optional<TreeResource> at(String path, SignedNote note) {
    if (path.equals(CHECKPOINT)) {
      return Optional.of(TreeResource.text(note.bytes()));
    }
    return parsed(path).flatMap(tile -> tile(tile, reader(note)));
  }

  private static Optional<TilePath> parsed(String path) {
    try {
      return Optional.of(TilePath.parse(path));
    } catch (MalformedException noPath) {
      return Optional.empty();
    }
  }

  private LogTreeReader reader(SignedNote note) {
    return LogTreeReader.open(store, log, disk, Checkpoint.parse(note.text()).head());
  }

  private static Optional<TreeResource> tile(TilePath path, LogTreeReader tree) {
    long size = tree.head().size();
    return switch (path) {
      case TilePath.Hashes tile when isIn(tile, size, tile.level()) ->
          Optional.of(TreeResource.lasting(tree.tile(tile)));
      case TilePath.Entries bundle when isIn(bundle, size, 0) ->
          Optional.of(TreeResource.lasting(entries(bundle, tree)));
      case TilePath.Hashes _, TilePath.Entries _ -> Optional.empty();
    };
  }

  /** Whether a tree of a size has all the hashes of a tile; indexes have 2^63 values at most. */
  private static boolean isIn(TilePath path, long size, int level) {
    long hashes = level * LEVEL_BITS >= Long.SIZE ? 0 : size >>> (level * LEVEL_BITS);
    long first = path.index() * TilePath.FULL_WIDTH;
    return path.index() <= hashes / TilePath.FULL_WIDTH && first + path.width() <= hashes;
  }

  private static byte[] entries(TilePath.Entries bundle, LogTreeReader tree) {
    return EntryBundle.write(tree.entries(bundle).stream().map(LeafRecord::bytes).toList());
  }
}
