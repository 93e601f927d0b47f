package dev.cairn.proofs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.StoreId;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import dev.cairn.merkle.MerkleException;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.KeysException;
import dev.cairn.proofs.LogVerifiers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the keys of one log; see {@link dev.cairn.proofs.LogKeys}. */
public final class KeyFolder {

  /** The private keys, one a line as Go's {@code sumdb/note} writes them. */
  static final String SIGNERS = "signer.keys";

  /** The public keys, one a line: {@code active} or {@code retired}, a space, the key. */
  static final String VERIFIERS = "verifier.keys";

  /** The last note that was signed. */
  static final String SIGNED = "signed";

  /** How long the lock of the folder is waited for. */
  static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  private static final String LOCK = "LOCK";
  private static final String ACTIVE = "active ";
  private static final String RETIRED = "retired ";

  /** A store, or what will be one. */
  private static final List<String> STORES =
      List.of("store.json", "store.json.import", "store.json.migrating");

  private final Disk disk;
  private final Path folder;

  /** The keys of that store, in a folder of keys. */
  public KeyFolder(Disk disk, Path keys, StoreId store) {
    this.disk = disk;
    this.folder = keys.toAbsolutePath().normalize().resolve(store.toString());
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** What is done with the files. */
  private interface Work<R> {
    R run() throws IOException;
  }

  private <R> R carried(Path file, String done, Work<R> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new KeysException(file, "it cannot be %s: %s".formatted(done, e.getMessage()), e);
    }
  }

  /** Makes the folder where it is missing; nobody but its owner may enter it. */
  public void make() {
    carried(
        folder,
        "made",
        () -> {
          refuseStores();
          disk.createFolders(folder);
          disk.ownerOnly(folder);
          return folder;
        });
  }

  private void refuseStores() throws IOException {
    for (@Nullable Path outer = folder.getParent(); outer != null; outer = outer.getParent()) {
      for (String store : STORES) {
        if (disk.exists(outer.resolve(store))) {
          throw new KeysException(
              folder,
              "they would lie inside the store %s, and whoever copies it would have them; choose a folder outside of it"
                  .formatted(outer),
              null);
        }
      }
    }
  }

  /** Changes something while nobody else does. */
  public void changed(Runnable change) {
    carried(
        folder,
        "locked",
        () -> {
          try (DiskLock _ = Waiting.lock(disk, folder.resolve(LOCK), LOCK_WAIT)) {
            change.run();
            return folder;
          }
        });
  }

  /**
   * The private keys; none if they were never made.
   *
   * @throws KeysException if others can read them, or they are damaged
   */
  public List<SignerKey> signers() {
    Path file = folder.resolve(SIGNERS);
    Optional<List<String>> lines = lines(file);
    if (lines.isPresent()) {
      refuseOthers(file);
    }
    return lines
        .map(all -> parsed(file, () -> all.stream().map(SignerKey::parse).toList()))
        .orElse(List.of());
  }

  private void refuseOthers(Path file) {
    if (!carried(file, "looked at", () -> disk.isOwnerOnly(file))) {
      throw new KeysException(
          file,
          "others than its owner have a right to this file; take it from them (chmod 600), and if anybody may have read it, rotate the keys and retire these",
          null);
    }
  }

  /** Replaces the private keys. */
  public void saveSigners(List<SignerKey> signers) {
    Path file = folder.resolve(SIGNERS);
    carried(
        file,
        "written",
        () -> {
          AtomicFile.writeOwnerOnly(disk, file, text(signers.stream().map(SignerKey::secret)));
          return file;
        });
  }

  /** The public keys; empty if they were never made. */
  public Optional<LogVerifiers> verifiers() {
    Path file = folder.resolve(VERIFIERS);
    return lines(file).map(lines -> parsed(file, () -> verifiers(lines)));
  }

  private static LogVerifiers verifiers(List<String> lines) {
    List<VerifierKey> active = new ArrayList<>();
    List<VerifierKey> retired = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(ACTIVE)) {
        active.add(VerifierKey.parse(line.substring(ACTIVE.length())));
      } else if (line.startsWith(RETIRED)) {
        retired.add(VerifierKey.parse(line.substring(RETIRED.length())));
      } else {
        throw new IllegalArgumentException("a line begins with active or retired");
      }
    }
    return new LogVerifiers(active, retired);
  }

  /** Replaces the public keys. */
  public void saveVerifiers(LogVerifiers verifiers) {
    Stream<String> active = verifiers.active().stream().map(key -> ACTIVE + key);
    Stream<String> retired = verifiers.retired().stream().map(key -> RETIRED + key);
    save(folder.resolve(VERIFIERS), text(Stream.concat(active, retired)));
  }

  /** The note that {@link #remember} kept last. */
  public Optional<SignedNote> lastSigned() {
    Path file = folder.resolve(SIGNED);
    return read(file).map(bytes -> parsed(file, () -> SignedNote.parse(bytes)));
  }

  /** Keeps a note, durably. */
  public void remember(SignedNote note) {
    save(folder.resolve(SIGNED), ByteBuffer.wrap(note.bytes()));
  }

  private void save(Path file, ByteBuffer contents) {
    carried(
        file,
        "written",
        () -> {
          AtomicFile.write(disk, file, contents);
          return file;
        });
  }

  private static ByteBuffer text(Stream<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return ByteBuffer.wrap(text.toString().getBytes(UTF_8));
  }

  private Optional<List<String>> lines(Path file) {
    return read(file).map(bytes -> new String(bytes, UTF_8).lines().toList());
  }

  private Optional<byte[]> read(Path file) {
    return carried(
        file,
        "read",
        () -> {
          try (DiskFile in = disk.open(file, Disk.Access.READ)) {
            long size = in.size();
            if (size > SignedNote.MOST_BYTES) {
              throw new IOException(
                  "it has %d bytes, the limit is %d".formatted(size, SignedNote.MOST_BYTES));
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            in.read(bytes, 0);
            return Optional.of(bytes.array());
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  private static <T> T parsed(Path file, java.util.function.Supplier<T> parser) {
    try {
      return parser.get();
    } catch (MerkleException | IllegalArgumentException e) {
      throw new KeysException(
          file,
          "it is damaged: %s; restore it from your copy of the keys".formatted(e.getMessage()),
          e);
    }
  }

  /** The error where there are no keys. */
  public KeysException missing() {
    return new KeysException(
        folder, "there are none; restore them from your copy of the keys", null);
  }
}
