package dev.cairn.proofs.internal;

import dev.cairn.EventReader;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.LeafRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tree of a store under its lock, with errors of the disk told as those of a store. */
public final class Tree implements AutoCloseable {

  private final EventReader log;
  private final TreeFolder folder;
  private final DiskLock lock;

  /** After an error of the disk nobody knows what it had written: it begins with what is kept. */
  private @Nullable Growth growth;

  private Tree(EventReader log, TreeFolder folder, DiskLock lock) throws IOException {
    this.log = log;
    this.folder = folder;
    this.lock = lock;
    this.growth = new Growth(log, folder);
  }

  /** See {@link dev.cairn.proofs.LogTree#open}. */
  public static Tree open(Path store, EventReader log, Disk disk) {
    TreeFolder folder = new TreeFolder(disk, store);
    try {
      DiskLock lock = folder.lock();
      try {
        return new Tree(log, folder, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (UncheckedIOException e) {
      throw folder.unavailable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw folder.unavailable(e);
    }
  }

  /** What is done with the tree; an error of the disk is told as one of the store. */
  private interface Work<T> {
    T with(Growth growth) throws IOException;
  }

  /** Tiles that prove wrong are made anew from the log, once. */
  private synchronized <T> T tell(Work<T> work) {
    try {
      try {
        return work.with(growth());
      } catch (MerkleException damaged) {
        System.getLogger("dev.cairn.proofs")
            .log(
                Level.WARNING,
                "tiles in {0} are damaged ({1}); all are made anew",
                folder.place(),
                damaged.getMessage());
        growth = null;
        folder.forget();
        growth().grow();
        return work.with(growth());
      }
    } catch (UncheckedIOException e) {
      growth = null;
      throw folder.unavailable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      growth = null;
      throw folder.unavailable(e);
    }
  }

  private Growth growth() throws IOException {
    Growth now = growth;
    if (now == null) {
      now = new Growth(log, folder);
      growth = now;
    }
    return now;
  }

  /** See {@link dev.cairn.proofs.LogTree#grow}. */
  public TreeHead grow() {
    return tell(tree -> {
      tree.grow();
      return tree.kept();
    });
  }

  /** See {@link dev.cairn.proofs.LogTree#follow}. */
  public void follow() {
    TreeHead _ =
        tell(tree -> {
          tree.follow();
          return tree.kept();
        });
  }

  /** See {@link dev.cairn.proofs.LogTree#head}. */
  public TreeHead head() {
    return tell(Growth::kept);
  }

  /** See {@link dev.cairn.proofs.LogTree#record}. */
  public LeafRecord record(long position) {
    return tell(tree -> {
      check(position, tree.kept().size());
      return tree.record(position);
    });
  }

  /** See {@link dev.cairn.proofs.LogTree#inclusion}. */
  public InclusionProof inclusion(long position, long size) {
    return tell(tree -> {
      check(size, tree.kept().size());
      check(position, size);
      return tree.inclusion(position, size);
    });
  }

  /** See {@link dev.cairn.proofs.LogTree#consistency}. */
  public ConsistencyProof consistency(long older, long newer) {
    return tell(tree -> {
      if (older < 0 || older > newer) {
        throw new IllegalArgumentException(
            "from a size to a later one, not from %d to %d".formatted(older, newer));
      }
      if (newer > tree.kept().size()) {
        throw new IllegalArgumentException(
            "the tree has %d events, not %d".formatted(tree.kept().size(), newer));
      }
      return tree.consistency(older, newer);
    });
  }

  private static void check(long position, long size) {
    if (position < 1 || position > size) {
      throw new IllegalArgumentException(
          "a tree of %d events does not hold position %d".formatted(size, position));
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw folder.unavailable(e);
    }
  }
}
