package dev.cairn.testkit;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk that passes every call on to another, remembers it, and fails where a {@link Fault} was
 * injected. A call that fails has not been passed on, but for the bytes of a short write.
 *
 * <p>It tells a {@link Watcher} of each call before it is made, and knows which files and locks
 * nobody has closed yet.
 *
 * <p>Thread-safe. It remembers every call until {@link #forgetCalls}.
 */
public final class FaultyDisk implements Disk {

  /** The kinds of calls. */
  public enum Operation {
    /** {@link Disk#open}. */
    OPEN,
    /** {@link DiskFile#read}. */
    READ,
    /** {@link DiskFile#write}. */
    WRITE,
    /** {@link DiskFile#sync}. */
    SYNC,
    /** {@link DiskFile#size}. */
    SIZE,
    /** {@link DiskFile#truncate}. */
    TRUNCATE,
    /** {@link DiskFile#close}. */
    CLOSE,
    /** {@link Disk#createFolders}. */
    CREATE_FOLDERS,
    /** {@link Disk#syncFolder}. */
    SYNC_FOLDER,
    /** {@link Disk#list}. */
    LIST,
    /** {@link Disk#exists}. */
    EXISTS,
    /** {@link Disk#rename}; the path is the new name. */
    RENAME,
    /** {@link Disk#delete}. */
    DELETE,
    /** {@link Disk#tryLock}, and {@link DiskLock#retake}. */
    LOCK
  }

  /**
   * A call that was made.
   *
   * @param operation its kind
   * @param path the file or folder
   */
  public record Call(Operation operation, Path path) {}

  /** Is told of each call before it is made. */
  @FunctionalInterface
  public interface Watcher {

    /**
     * Runs in the thread that makes the call, which waits for it; what it throws is what the call
     * throws. It may use any disk.
     *
     * @param number counts the calls since this watcher began, from 1
     */
    void before(long number, Call call) throws IOException;
  }

  private static final class Injected {
    final Fault fault;
    long met;

    Injected(Fault fault) {
      this.fault = fault;
    }

    boolean strikes(Operation operation, Path path) {
      if (!fault.concerns(operation, path)) {
        return false;
      }
      met++;
      return fault.lasting() ? met >= fault.nth() : met == fault.nth();
    }
  }

  private final Disk disk;
  private final List<Injected> faults = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final TreeMap<Path, Integer> open = new TreeMap<>();
  private @Nullable Watcher watcher;
  private long watched;

  /** A disk that passes calls on to that one. */
  public FaultyDisk(Disk disk) {
    this.disk = disk;
  }

  /** Makes later calls fail. */
  public synchronized void inject(Fault fault) {
    faults.add(new Injected(fault));
  }

  /** Forgets the faults: no later call fails. */
  public synchronized void heal() {
    faults.clear();
  }

  /** The calls that were made, in order, the failed ones included. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** How many calls of that kind were made. */
  public synchronized long count(Operation operation) {
    return calls.stream().filter(call -> call.operation() == operation).count();
  }

  /** Forgets the calls that were made. */
  public synchronized void forgetCalls() {
    calls.clear();
  }

  /** Tells this one of every later call, and no other. */
  public synchronized void watch(Watcher newWatcher) {
    watcher = newWatcher;
    watched = 0;
  }

  /** The files and locks that were opened and not closed yet, one entry for each opening. */
  public synchronized List<Path> openFiles() {
    List<Path> all = new ArrayList<>();
    open.forEach((path, times) -> all.addAll(Collections.nCopies(times, path)));
    return all;
  }

  private synchronized void opened(Path path) {
    open.merge(path, 1, Integer::sum);
  }

  private synchronized void closed(Path path) {
    open.computeIfPresent(path, (_, times) -> times == 1 ? null : times - 1);
  }

  private Optional<Fault> made(Operation operation, Path path) throws IOException {
    Call call = new Call(operation, path);
    Watcher told;
    long number;
    synchronized (this) {
      told = watcher;
      number = ++watched;
    }
    if (told != null) {
      told.before(number, call);
    }
    return struck(call);
  }

  private synchronized Optional<Fault> struck(Call call) {
    calls.add(call);
    // Each fault counts the call, also where another strikes.
    return faults.stream()
        .filter(injected -> injected.strikes(call.operation(), call.path()))
        .map(injected -> injected.fault)
        .toList()
        .stream()
        .findFirst();
  }

  private void pass(Operation operation, Path path) throws IOException {
    Optional<Fault> fault = made(operation, path);
    if (fault.isPresent()) {
      throw fault.get().error().get();
    }
  }

  @Override
  public DiskFile open(Path file, Access access) throws IOException {
    pass(Operation.OPEN, file);
    DiskFile opened = disk.open(file, access);
    opened(file);
    return new FaultyFile(file, opened);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    pass(Operation.CREATE_FOLDERS, folder);
    disk.createFolders(folder);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    pass(Operation.SYNC_FOLDER, folder);
    disk.syncFolder(folder);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    pass(Operation.LIST, folder);
    return disk.list(folder);
  }

  @Override
  public boolean exists(Path path) throws IOException {
    pass(Operation.EXISTS, path);
    return disk.exists(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    pass(Operation.RENAME, to);
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    pass(Operation.DELETE, file);
    disk.delete(file);
  }

  @Override
  public Optional<DiskLock> tryLock(Path file) throws IOException {
    pass(Operation.LOCK, file);
    Optional<DiskLock> lock = disk.tryLock(file);
    lock.ifPresent(_ -> opened(file));
    return lock.map(taken -> new FaultyLock(file, taken));
  }

  /** A lock that is counted until it is first closed. */
  private final class FaultyLock implements DiskLock {

    private final Path path;
    private final DiskLock lock;
    private boolean closed;

    FaultyLock(Path path, DiskLock lock) {
      this.path = path;
      this.lock = lock;
    }

    @Override
    public void release() throws IOException {
      lock.release();
    }

    @Override
    public boolean retake() throws IOException {
      pass(Operation.LOCK, path);
      return lock.retake();
    }

    @Override
    public synchronized void close() throws IOException {
      if (!closed) {
        closed = true;
        FaultyDisk.this.closed(path);
      }
      lock.close();
    }
  }

  /** An open file whose calls go through the disk's faults. */
  private final class FaultyFile implements DiskFile {

    private final Path path;
    private final DiskFile file;
    private boolean closed;

    FaultyFile(Path path, DiskFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      pass(Operation.READ, path);
      return file.read(into, at);
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      Optional<Fault> fault = made(Operation.WRITE, path);
      if (fault.isPresent()) {
        int bytes = Math.min(fault.get().bytesBefore(), from.remaining());
        file.write(from.slice(from.position(), bytes), at);
        throw fault.get().error().get();
      }
      file.write(from, at);
    }

    @Override
    public void sync() throws IOException {
      pass(Operation.SYNC, path);
      file.sync();
    }

    @Override
    public long size() throws IOException {
      pass(Operation.SIZE, path);
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      pass(Operation.TRUNCATE, path);
      file.truncate(size);
    }

    /** The file is closed also where this fails, as a real one is. */
    @Override
    public void close() throws IOException {
      try (file) {
        countClosed();
        pass(Operation.CLOSE, path);
      }
    }

    private synchronized void countClosed() {
      if (!closed) {
        closed = true;
        FaultyDisk.this.closed(path);
      }
    }
  }
}
