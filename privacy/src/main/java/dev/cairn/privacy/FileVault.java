package dev.cairn.privacy;

import dev.cairn.InvalidNameException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import dev.cairn.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vault in a folder: a file {@code <subject>.json} for each subject, which holds its keys or, in
 * their place, the tombstone. The folder lies outside of every store, so that no backup of a store
 * has keys in it, and only its owner may enter it, where the system knows such rights.
 *
 * <p>A file is replaced as a whole: after a power cut there is the old one or the new one. Whoever
 * changes one holds the lock of the folder; reading takes no lock, and no key is kept in memory, so
 * an erasure by another process is seen at once. The first time that it seals for a subject it
 * writes the file once more under the lock, as the process that wrote it may have ended before it
 * was durable.
 *
 * <p><b>Destroying</b> replaces the file. Disks of today keep old blocks for a while, whatever is
 * written over them, so that the bytes are gone from the medium is not promised; a vault on an
 * encrypted volume, or keys under a {@link MasterKey}, narrow that.
 */
public final class FileVault implements KeyVault {

  /** How long the lock of the folder is waited for. */
  public static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  /** How many subjects it knows to be durable without writing their files again. */
  static final int PROVEN_MAX = 100_000;

  private static final String ENDING = ".json";
  private static final String LOCK = "LOCK";
  private static final List<String> STORES =
      List.of("store.json", "store.json.import", "store.json.migrating");
  private static final long RETRY_NANOS = Duration.ofMillis(2).toNanos();

  private final Disk disk;
  private final Path folder;
  private final VaultFile form;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final Set<SubjectId> proven = ConcurrentHashMap.newKeySet();

  private FileVault(Disk disk, Path folder, VaultFile form, InstantSource clock) {
    this.disk = disk;
    this.folder = folder;
    this.form = form;
    this.clock = clock;
  }

  /** Opens the vault in a folder of this machine's disk; makes it where there is none. */
  public static FileVault open(Path folder) {
    return open(new RealDisk(), folder);
  }

  /**
   * Opens the vault in a folder of that disk; makes it where there is none.
   *
   * @throws VaultException if the folder lies in a store, or cannot be made or protected
   */
  public static FileVault open(Disk disk, Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    FileVault vault =
        new FileVault(disk, absolute, new VaultFile(Optional.empty()), InstantSource.system());
    vault.carried(
        "opened",
        () -> {
          vault.refuseStores();
          disk.createFolders(absolute);
          disk.ownerOnly(absolute);
          return absolute;
        });
    return vault;
  }

  /** The same, whose keys are wrapped with that one. All of a vault are, or none. */
  public FileVault wrappedWith(MasterKey master) {
    return new FileVault(disk, folder, new VaultFile(Optional.of(master)), clock);
  }

  private void refuseStores() throws IOException {
    for (@Nullable Path outer = folder; outer != null; outer = outer.getParent()) {
      for (String store : STORES) {
        if (disk.exists(outer.resolve(store))) {
          throw new VaultException(
              "a vault cannot lie at %s, inside the store %s: whoever copies the store would copy the keys; choose a folder outside of it"
                  .formatted(folder, outer),
              null);
        }
      }
    }
  }

  @Override
  public SubjectKeys keys(SubjectId subject) {
    return carried("read", () -> read(subject));
  }

  private SubjectKeys read(SubjectId subject) throws IOException {
    Path file = file(subject);
    byte[] line;
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      long size = in.size();
      if (size > VaultFile.BYTES_MAX) {
        throw damaged(
            file, "it has %d bytes, the limit is %d".formatted(size, VaultFile.BYTES_MAX), null);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      in.read(bytes, 0);
      line = bytes.array();
    } catch (NoSuchFileException e) {
      return new SubjectKeys.Unknown();
    }
    try {
      return form.read(subject, line);
    } catch (VaultFile.DamagedException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static VaultException damaged(Path file, String reason, @Nullable Throwable cause) {
    return new VaultException(
        "%s cannot be used: %s; restore it from a copy of the vault".formatted(file, reason),
        cause);
  }

  @Override
  public SubjectKey current(SubjectId subject) {
    if (proven.contains(subject)) {
      return switch (keys(subject)) {
        case SubjectKeys.Held held -> held.current();
        case SubjectKeys.Erased(Tombstone tombstone) ->
            throw new ErasedSubjectException(subject, tombstone);
        case SubjectKeys.Unknown() -> changed(subject, known -> known);
      };
    }
    return changed(subject, known -> known);
  }

  @Override
  public SubjectKey rotate(SubjectId subject) {
    return changed(
        subject,
        known -> {
          if (known.size() == VaultFile.KEYS_MAX) {
            throw new VaultException(
                "'%s' has %d keys, the most there are of one subject"
                    .formatted(subject, VaultFile.KEYS_MAX),
                null);
          }
          List<SubjectKey> more = new ArrayList<>(known);
          more.add(fresh(known.isEmpty() ? 1 : known.getLast().number() + 1));
          return more;
        });
  }

  private SubjectKey fresh(int number) {
    return new SubjectKey(number, clock.instant(), SealCipher.newKey());
  }

  /** Writes the keys of a subject as they shall be, at least one, and returns the last of them. */
  private SubjectKey changed(
      SubjectId subject, Function<List<SubjectKey>, List<SubjectKey>> change) {
    return locked(
        "written",
        () -> {
          List<SubjectKey> known =
              switch (read(subject)) {
                case SubjectKeys.Held held -> held.keys();
                case SubjectKeys.Unknown() -> List.of();
                case SubjectKeys.Erased(Tombstone tombstone) ->
                    throw new ErasedSubjectException(subject, tombstone);
              };
          List<SubjectKey> wanted = change.apply(known);
          SubjectKeys.Held held =
              new SubjectKeys.Held(wanted.isEmpty() ? List.of(fresh(1)) : wanted);
          AtomicFile.write(disk, file(subject), ByteBuffer.wrap(form.written(subject, held)));
          if (proven.size() >= PROVEN_MAX) {
            proven.clear();
          }
          proven.add(subject);
          return held.current();
        });
  }

  /** A file that is damaged is replaced as any other; none of its keys may stay. */
  @Override
  public Tombstone destroy(SubjectId subject, Tombstone tombstone) {
    return locked(
        "written",
        () -> {
          Tombstone kept = tombstone;
          if (disk.exists(file(subject))
              && earlier(subject) instanceof SubjectKeys.Erased(var first)) {
            kept = tombstone.complete() ? first.completed() : first;
          }
          AtomicFile.write(disk, file(subject), ByteBuffer.wrap(form.written(subject, kept)));
          return kept;
        });
  }

  private SubjectKeys earlier(SubjectId subject) throws IOException {
    try {
      return read(subject);
    } catch (VaultException e) {
      return new SubjectKeys.Unknown();
    }
  }

  @Override
  public List<SubjectId> subjects() {
    return carried(
        "listed",
        () ->
            disk.list(folder).stream()
                .filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .flatMap(name -> subject(name).stream())
                .toList());
  }

  /** Files of other names are left alone. */
  private static Optional<SubjectId> subject(String name) {
    try {
      return Optional.of(SubjectId.of(name));
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }

  @Override
  public String place() {
    return "the vault " + folder;
  }

  private Path file(SubjectId subject) {
    return folder.resolve(subject + ENDING);
  }

  /** What is done with files. */
  private interface Work<R> {
    R run() throws IOException;
  }

  private <R> R carried(String done, Work<R> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new VaultException("the vault %s cannot be %s: %s".formatted(folder, done, e), e);
    }
  }

  private <R> R locked(String done, Work<R> work) {
    turn.lock();
    try {
      return carried(
          done,
          () -> {
            try (DiskLock _ = lock()) {
              return work.run();
            }
          });
    } finally {
      turn.unlock();
    }
  }

  private DiskLock lock() throws IOException {
    long begun = System.nanoTime();
    while (true) {
      Optional<DiskLock> lock = disk.tryLock(folder.resolve(LOCK));
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() - begun > LOCK_WAIT.toNanos()) {
        throw new IOException(
            "another process has held its lock for %d s".formatted(LOCK_WAIT.toSeconds()));
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }
}
