package dev.cairn.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The disk of the machine, through {@link AsynchronousFileChannel}. Supported on Linux; on other
 * systems {@link #syncFolder} does what the system offers. Network file systems are not supported:
 * their locks and syncs do not keep the contract.
 */
public final class RealDisk implements Disk {

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** So many files are synced at the same time. */
  private static final int SYNCS_MAX = 16;

  /** Makes a disk; it has no state of its own. */
  public RealDisk() {}

  @Override
  public DiskFile open(Path file, Access access) throws IOException {
    try {
      return new RealFile(file, access);
    } catch (IOException e) {
      throw told(file, e);
    }
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      return;
    }
    Path parent = absolute.getParent();
    if (parent != null) {
      createFolders(parent);
    }
    try {
      // Somebody else may make the same folder at the same time; that is as good.
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw told(absolute, e);
    }
    if (parent != null) {
      syncFolder(parent);
    }
  }

  /** A file system writes its journal once for all who wait for it at the same time. */
  @Override
  public void syncFiles(Collection<Path> files) throws IOException {
    int threads = Math.min(files.size(), SYNCS_MAX);
    if (threads <= 1) {
      Disk.super.syncFiles(files);
      return;
    }
    try (ExecutorService crew = Executors.newFixedThreadPool(threads)) {
      List<Future<Integer>> syncs =
          files.stream().map(file -> crew.submit(() -> syncFile(file))).toList();
      for (Future<Integer> sync : syncs) {
        int _ = RealFile.done(sync);
      }
    }
  }

  private int syncFile(Path path) throws IOException {
    try (DiskFile file = open(path, Access.WRITE)) {
      file.sync();
    }
    return 1;
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (isWindows()) {
      return; // A folder cannot be opened there, and its names are journalled by the file system.
    }
    try (AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(
            folder, Set.of(StandardOpenOption.READ), CallingThread.EXECUTOR)) {
      channel.force(true);
    }
  }

  /** Names need space as well. */
  private static IOException told(Path path, IOException e) {
    return RealFile.saysFull(e) ? new DiskFullException(path, e) : e;
  }

  static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // A folder that could be opened may still fail while it is read.
    }
  }

  @Override
  public boolean exists(Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class);
      return true;
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        throw new FileSystemException(
            path.toString(), null, "it is a symbolic link to something that is not there");
      }
      return false;
    }
  }

  /** A channel that an interrupt closes is opened again; the interrupt is kept for later. */
  @Override
  public ByteBuffer map(Path file, long most) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
          long size = Math.min(Math.min(most, channel.size()), Integer.MAX_VALUE);
          return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void ownerOnly(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> rights = new HashSet<>(view.readAttributes().permissions());
      rights.retainAll(OWNERS);
      view.setPermissions(rights);
    }
  }

  @Override
  public boolean isOwnerOnly(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return view == null || OWNERS.containsAll(view.readAttributes().permissions());
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the file system of %s cannot rename atomically".formatted(to), e);
    } catch (IOException e) {
      throw told(to, e);
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "it is a folder, not a file");
    }
    Files.deleteIfExists(file);
  }

  @Override
  public Optional<DiskLock> tryLock(Path file) throws IOException {
    return RealLock.tryLock(file);
  }
}
