package dev.cairn.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import dev.cairn.disk.RealDisk;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All that a witness has, in a folder of its own: its private keys in {@code keys}, and a file
 * {@code <SHA-256 of the origin>.checkpoint} for each log that it has cosigned. Only its owner may
 * enter it, where the system knows such rights. One process at a time has it open.
 *
 * <p>A file is replaced as a whole and synced before {@link #advance} returns. What an earlier
 * process left is written once more before it is believed: that process may have ended before it
 * was durable. A file that is damaged is never replaced: its log is refused until somebody has
 * looked at it.
 *
 * <p>Keys and memory lie together, so that who loses the folder loses the key too and cannot cosign
 * a fork with it. No copy of the folder may be put in its place: that it is one, or that files were
 * deleted, is not found out.
 *
 * <p>Thread-safe; one call at a time.
 */
public final class WitnessFolder implements WitnessState, AutoCloseable {

  private static final String KEYS = "keys";
  private static final String LOCK = "LOCK";
  private static final String ENDING = ".checkpoint";
  private static final Pattern OWN =
      Pattern.compile("LOCK|keys(\\.new)?|[0-9a-f]{64}\\.checkpoint(\\.new)?");

  private final Disk disk;
  private final Path folder;
  private final DiskLock lock;

  /** What is known to be durable. */
  private final Map<String, SignedNote> durable = new HashMap<>();

  private boolean closed;

  private WitnessFolder(Disk disk, Path folder, DiskLock lock) {
    this.disk = disk;
    this.folder = folder;
    this.lock = lock;
  }

  /** Opens the folder of a witness on this machine's disk; makes it where there is none. */
  public static WitnessFolder open(Path folder) throws IOException {
    return open(new RealDisk(), folder);
  }

  /**
   * Opens the folder of a witness; makes it where there is none.
   *
   * @throws IOException if another one has it open, it holds other things, or it cannot be used
   */
  public static WitnessFolder open(Disk disk, Path folder) throws IOException {
    List<String> names = disk.list(folder);
    for (String name : names) {
      if (!names.contains(KEYS) && !OWN.matcher(name).matches()) {
        throw new IOException(
            "%s is no folder of a witness: it holds other things, such as '%s'; give the witness one of its own"
                .formatted(folder, name));
      }
    }
    disk.createFolders(folder);
    disk.ownerOnly(folder);
    DiskLock lock =
        disk.tryLock(folder.resolve(LOCK))
            .orElseThrow(() ->
                new IOException(
                    "another process runs the witness in %s; end that one first"
                        .formatted(folder)));
    return new WitnessFolder(disk, folder, lock);
  }

  /**
   * The keys of this witness: one of Ed25519, one of ML-DSA-44. They are made at first use, and are
   * durable when this returns.
   *
   * @param newName of keys that are made now; those that are there keep theirs
   * @throws MalformedException if that is no name for a key
   * @throws IOException if they cannot be read or made durable, are damaged, or are gone from a
   *     witness that has cosigned
   */
  public synchronized List<SignerKey> keys(String newName) throws IOException {
    requireOpen();
    Path file = folder.resolve(KEYS);
    try {
      Optional<byte[]> kept = read(file, KeyLines.MOST_BYTES);
      if (kept.isPresent()) {
        disk.syncFolder(folder);
        return KeyLines.read(kept.get());
      }
      refuseOtherKeys();
      List<SignerKey> made = KeyLines.made(newName);
      AtomicFile.writeOwnerOnly(disk, file, ByteBuffer.wrap(KeyLines.written(made)));
      return made;
    } catch (DamagedException e) {
      throw damaged(file, e, "begin a new witness in another folder");
    }
  }

  /** With other keys it would be another witness, and those who know this one would not notice. */
  private void refuseOtherKeys() throws IOException {
    if (disk.list(folder).stream().anyMatch(name -> name.endsWith(ENDING))) {
      throw new IOException(
          "the witness in %s has cosigned, and its keys, the file '%s', are gone; begin a new witness in another folder"
              .formatted(folder, KEYS));
    }
  }

  @Override
  public synchronized Optional<SignedNote> held(String origin) throws IOException {
    requireOpen();
    if (!durable.containsKey(origin)) {
      Optional<SignedNote> found = found(origin);
      if (found.isPresent()) {
        keep(origin, found.get());
      }
    }
    return Optional.ofNullable(durable.get(origin));
  }

  private Optional<SignedNote> found(String origin) throws IOException {
    Path file = file(origin);
    try {
      Optional<byte[]> bytes = read(file, HeldFile.MOST_BYTES);
      return bytes.isPresent() ? Optional.of(HeldFile.read(origin, bytes.get())) : Optional.empty();
    } catch (DamagedException e) {
      throw damaged(
          file,
          e,
          "what the witness has cosigned of the log %s is not known, so it cosigns nothing of it; begin a new witness in another folder"
              .formatted(origin));
    }
  }

  @Override
  public synchronized boolean advance(String origin, TreeHead from, SignedNote next)
      throws IOException {
    TreeHead head =
        held(origin).map(note -> Checkpoint.parse(note.text()).head()).orElse(TreeHead.EMPTY);
    if (!head.equals(from)) {
      return false;
    }
    keep(origin, next);
    return true;
  }

  /** Where this fails, the disk says which of the two is held; the next one was given to nobody. */
  private void keep(String origin, SignedNote note) throws IOException {
    durable.remove(origin);
    AtomicFile.write(disk, file(origin), HeldFile.written(note));
    durable.put(origin, note);
  }

  /** Named as the protocol names a log in {@code GET /<hash>/checkpoint}. */
  private Path file(String origin) {
    return folder.resolve(HeldFile.sha256(origin.getBytes(UTF_8)) + ENDING);
  }

  private Optional<byte[]> read(Path file, int mostBytes) throws IOException {
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      long size = in.size();
      if (size > mostBytes) {
        throw new DamagedException("it has %d bytes, the limit is %d".formatted(size, mostBytes));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      in.read(bytes, 0);
      return Optional.of(bytes.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static IOException damaged(Path file, DamagedException cause, String next) {
    return new IOException(
        "%s is damaged: %s; %s".formatted(file, cause.getMessage(), next), cause);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  /** Lets another process open the folder. What is held stays held. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    lock.close();
  }
}
