package dev.cairn.testkit;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory whose power can be cut. It promises no more than {@link Disk} does: what was
 * synced is there after a power cut; of the rest each sector of 512 bytes, each size and each name
 * is as it was at some moment since its last sync, independent of the others. It may also be given
 * a capacity, and let a sync fail in any way of a {@link StorageModel}. {@link PowerCuts} visits
 * all that a cut may leave.
 *
 * <p>Thread-safe: every call takes one lock.
 */
public final class MemoryDisk implements Disk {

  /** How the next sync fails. */
  private record FailingSync(StorageModel model, SeededRandom random) {}

  private final MemoryNames names;
  private final Set<Path> folders = new TreeSet<>();
  private final Set<Path> locked = new HashSet<>();
  private boolean off;
  private @Nullable FailingSync failing;
  private long capacity = Long.MAX_VALUE;

  /** An empty disk; it has the root folders of every path. */
  public MemoryDisk() {
    this(new MemoryNames(), Set.of());
  }

  private MemoryDisk(MemoryNames names, Set<Path> folders) {
    this.names = names;
    this.folders.addAll(folders);
  }

  /**
   * Cuts the power: from now on every call to this disk and its open files fails.
   *
   * @param seed decides what is left of what was not synced
   * @return the disk as it is found when the power is back, without locks
   */
  public synchronized MemoryDisk powerCut(long seed) throws IOException {
    MemoryDisk left = afterPowerCut(seed);
    off = true;
    return left;
  }

  /**
   * The disk as it would be found if the power were cut now; this one goes on.
   *
   * @param seed decides what is left of what was not synced
   */
  public MemoryDisk afterPowerCut(long seed) throws IOException {
    return afterPowerCut(PowerCut.seeded(seed));
  }

  /** The disk as that cut leaves it; this one goes on. */
  synchronized MemoryDisk afterPowerCut(PowerCut cut) throws IOException {
    requirePower();
    return new MemoryDisk(names.afterPowerCut(cut), folders);
  }

  /**
   * Lets the next sync of a file fail, once.
   *
   * @param model what the file holds then
   * @param seed decides what reached the disk, where the model leaves that open
   */
  public synchronized void failNextSync(StorageModel model, long seed) {
    failing = new FailingSync(model, new SeededRandom(seed));
  }

  /** Syncs a file, if that shall not fail. */
  void sync(MemoryContents contents) throws IOException {
    FailingSync fails = failing;
    if (fails == null) {
      contents.sync();
      return;
    }
    failing = null;
    contents.syncFailed(fails.model(), fails.random());
    throw new IOException("Input/output error");
  }

  /**
   * A number that disks of the same files share, and others hardly ever.
   *
   * @param counts the files to look at
   */
  public synchronized long fingerprint(Predicate<Path> counts) {
    long hash = 0;
    for (Path name : names.all()) {
      if (counts.test(name)) {
        long contents = names.get(name).map(MemoryContents::fingerprint).orElse(0L);
        hash = Fingerprint.mix(Fingerprint.mix(hash, name.hashCode()), contents);
      }
    }
    return hash;
  }

  /**
   * Sets how many bytes all files together may hold: a write beyond is cut short, and without a
   * byte to spare no file can be made. What is there already stays.
   */
  public synchronized void setCapacity(long bytes) {
    capacity = bytes;
  }

  /** How many bytes all files together hold. */
  public synchronized long used() {
    return names.all().stream()
        .mapToLong(name -> names.get(name).map(MemoryContents::size).orElse(0L))
        .sum();
  }

  /** Writes as much as there is space for. */
  void write(MemoryContents contents, ByteBuffer from, long at) throws IOException {
    long grown = Math.max(0, at + from.remaining() - contents.size());
    long missing = grown == 0 ? 0 : Math.clamp(used() + grown - capacity, 0, grown);
    int fits = (int) Math.max(0, from.remaining() - missing);
    if (fits > 0) {
      contents.write(from.slice(from.position(), fits), at);
      from.position(from.position() + fits);
    }
    if (missing > 0) {
      throw new DiskFullException("no space left: %d bytes are missing".formatted(missing));
    }
  }

  synchronized void requirePower() throws IOException {
    if (off) {
      throw new IOException("the power was cut");
    }
  }

  private Path real(Path path) {
    boolean known = names.get(path).isPresent() || folders.contains(path);
    return known ? path : path.toAbsolutePath().normalize();
  }

  private boolean isFolder(Path real) {
    return real.getParent() == null || folders.contains(real);
  }

  /** A file is no folder, which is not to say that something is missing in one. */
  private void requireFoldersAbove(Path real) throws IOException {
    for (Path above = real.getParent(); above != null; above = above.getParent()) {
      if (names.get(above).isPresent()) {
        throw new FileSystemException(real.toString(), null, "Not a directory");
      }
    }
  }

  private void requireParent(Path real) throws IOException {
    if (!isFolder(Objects.requireNonNullElse(real.getParent(), real))) {
      throw new NoSuchFileException(real.toString());
    }
  }

  private MemoryContents require(Path real) throws NoSuchFileException {
    return names.get(real).orElseThrow(() -> new NoSuchFileException(real.toString()));
  }

  @Override
  public synchronized DiskFile open(Path file, Access access) throws IOException {
    requirePower();
    Path real = real(file);
    requireFoldersAbove(real);
    return switch (access) {
      case READ -> new MemoryFile(this, require(real), false);
      case WRITE -> new MemoryFile(this, require(real), true);
      case CREATE -> new MemoryFile(this, create(real), true);
    };
  }

  private MemoryContents create(Path real) throws IOException {
    requireParent(real);
    if (names.get(real).isPresent() || isFolder(real)) {
      throw new FileAlreadyExistsException(real.toString());
    }
    if (used() >= capacity) {
      throw new DiskFullException("no space left for " + real);
    }
    MemoryContents fresh = new MemoryContents();
    names.put(real, fresh);
    return fresh;
  }

  @Override
  public synchronized void createFolders(Path folder) throws IOException {
    requirePower();
    for (Path real = real(folder); real != null; real = real.getParent()) {
      if (names.get(real).isPresent()) {
        throw new FileAlreadyExistsException(real.toString());
      }
      folders.add(real);
    }
  }

  @Override
  public synchronized void syncFolder(Path folder) throws IOException {
    requirePower();
    Path real = real(folder);
    if (!isFolder(real)) {
      throw new NoSuchFileException(real.toString());
    }
    names.sync(real);
  }

  @Override
  public synchronized List<String> list(Path folder) throws IOException {
    requirePower();
    Path real = real(folder);
    requireFoldersAbove(real);
    if (names.get(real).isPresent()) {
      throw new NotDirectoryException(real.toString());
    }
    List<String> found = new ArrayList<>();
    for (Set<Path> all : List.of(names.all(), folders)) {
      for (Path path : all) {
        if (real.equals(path.getParent())) {
          found.add(String.valueOf(path.getFileName()));
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  @Override
  public synchronized boolean exists(Path path) throws IOException {
    requirePower();
    return isFolder(real(path)) || names.get(real(path)).isPresent();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    requirePower();
    MemoryContents contents = require(real(from));
    requireParent(real(to));
    if (isFolder(real(to))) {
      throw new FileAlreadyExistsException(to.toString(), null, "it is a folder");
    }
    if (!real(from).equals(real(to))) {
      names.move(real(from), real(to), contents);
    }
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    requirePower();
    if (isFolder(real(file))) {
      throw new FileSystemException(file.toString(), null, "it is a folder, not a file");
    }
    if (names.get(real(file)).isPresent()) {
      names.remove(real(file));
    }
  }

  @Override
  public synchronized Optional<DiskLock> tryLock(Path file) throws IOException {
    requirePower();
    Path real = real(file);
    if (names.get(real).isEmpty()) {
      create(real);
    }
    Lock lock = new Lock(real);
    return lock.retake() ? Optional.of(lock) : Optional.empty();
  }

  /** A lock that only its holder releases, and only once. */
  private final class Lock implements DiskLock {

    private final Path real;
    private boolean held;
    private boolean closed;

    Lock(Path real) {
      this.real = real;
    }

    @Override
    public void release() {
      synchronized (MemoryDisk.this) {
        if (held) {
          held = false;
          locked.remove(real);
        }
      }
    }

    @Override
    public boolean retake() throws IOException {
      synchronized (MemoryDisk.this) {
        requirePower();
        if (closed) {
          throw new ClosedChannelException();
        }
        held = held || locked.add(real);
        return held;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryDisk.this) {
        closed = true;
        release();
      }
    }
  }
}
