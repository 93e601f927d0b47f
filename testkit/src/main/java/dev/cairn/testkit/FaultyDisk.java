package dev.cairn.testkit;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk that passes every call on to another, remembers it, and fails where a {@link Fault} was
 * injected. A call that fails has not been passed on, but for the bytes of a short write.
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
    /** {@link Disk#tryLock}. */
    LOCK
  }

  /**
   * A call that was made.
   *
   * @param operation its kind
   * @param path the file or folder
   */
  public record Call(Operation operation, Path path) {}

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

  private synchronized Optional<Fault> made(Operation operation, Path path) {
    calls.add(new Call(operation, path));
    // Each fault counts the call, also where another strikes.
    return faults.stream()
        .filter(injected -> injected.strikes(operation, path))
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
    return new FaultyFile(file, disk.open(file, access));
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
    return disk.tryLock(file);
  }

  /** An open file whose calls go through the disk's faults. */
  private final class FaultyFile implements DiskFile {

    private final Path path;
    private final DiskFile file;

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
        pass(Operation.CLOSE, path);
      }
    }
  }
}
