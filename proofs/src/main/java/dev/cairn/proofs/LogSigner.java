package dev.cairn.proofs;

import dev.cairn.StoreUnavailableException;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogOptions;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.UnprovenException;
import dev.cairn.proofs.internal.NoteFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs the tree heads of a log. What it publishes, it can stand by for ever: it signs only events
 * that no power cut takes back, and only a tree that begins with every one that was signed before.
 *
 * <p>The order of a signing is: the events are durable, then their tiles; the keys remember the
 * checkpoint ({@link LogKeys#lastSigned}); it is durable in {@code checkpoints.log}; then it is
 * published as {@code checkpoint}. What a crash leaves half done, the next signing finishes.
 *
 * <p>Several may sign one store, in one process or in several; one at a time does. Thread-safe.
 */
public final class LogSigner {

  private final Path store;
  private final EventLog log;
  private final LogTree tree;
  private final LogKeys keys;
  private final NoteFiles files;
  private final InstantSource time;

  /** Used by who holds the lock of the files. */
  private @Nullable Opening opened;

  private record Opening(SignedNote note, LogVerifiers keys) {}

  private LogSigner(Path store, EventLog log, LogTree tree, LogKeys keys, LogOptions options) {
    this.store = store;
    this.log = log;
    this.tree = tree;
    this.keys = keys;
    this.files = new NoteFiles(options.disk(), store);
    this.time = options.time();
  }

  /**
   * A signer for a store. Nothing is signed yet.
   *
   * @param store its folder
   * @param log the log in it, which stays open for as long
   * @param tree the tree of that log, which stays open for as long
   * @param keys of that log
   */
  public static LogSigner of(
      Path store, EventLog log, LogTree tree, LogKeys keys, LogOptions options) {
    return new LogSigner(store, log, tree, keys, options);
  }

  /**
   * What a signing came to.
   *
   * @param note the latest checkpoint, which is published
   * @param isNew whether it was signed just now; else there was nothing new to sign
   */
  public record Signing(SignedNote note, boolean isNew) {}

  /**
   * Signs all events that are durable, unless the latest checkpoint is of all of them and signed by
   * all keys.
   *
   * @throws RolledBackException if the log is not what was signed of it; nothing was signed
   * @throws KeysException if the keys cannot be used, or those that signed before are others
   * @throws dev.cairn.CorruptStoreException if the log or a checkpoint is damaged; nothing was
   *     signed
   * @throws dev.cairn.StoreException if a file cannot be read or written; whether something was
   *     signed, the next signing finds out
   */
  public Signing sign() {
    var _ = tree.grow(); // The lock is not held for as long as this may take.
    return files.locked(this::signed);
  }

  /** Hashes what has become durable, so that the next signing has less to do. */
  void follow() {
    tree.follow();
  }

  private Signing signed() {
    TreeHead head = tree.grow();
    Optional<SignedNote> last = files.finished();
    last.ifPresent(note -> check(note, head, "checkpoints.log"));
    keys.lastSigned().ifPresent(note -> check(note, head, "the memory of the keys"));
    Checkpoint checkpoint = new Checkpoint(log.origin(), head);
    List<SignerKey> signers = keys.signers();
    Optional<SignedNote> covered = last.filter(note -> covers(note, checkpoint, signers));
    if (covered.isPresent()) {
      return new Signing(files.published().orElseGet(covered::get), false);
    }
    SignedNote note = checkpoint.sign(signers, time.instant().getEpochSecond());
    keys.remember(note);
    files.add(note);
    opened = new Opening(note, keys.verifiers());
    return new Signing(note, true);
  }

  private static boolean covers(SignedNote note, Checkpoint wanted, List<SignerKey> signers) {
    return note.text().equals(wanted.text())
        && signers.stream()
            .allMatch(signer ->
                note.signatures().stream().anyMatch(line -> line.isOf(signer.verifier())));
  }

  /** Refuses a tree that does not begin with one that was signed. */
  private void check(SignedNote note, TreeHead head, String where) {
    Checkpoint signed = opened(note, where);
    long size = signed.head().size();
    if (size > head.size() && log.bytesBeyondHead() > 0) {
      throw new StoreUnavailableException(
          store.toString(),
          "the last write of the log is not proven durable, so it looks shorter than what was signed; open it for writing once, as any append does, and sign again",
          null);
    }
    if (size > head.size()) {
      throw new RolledBackException(signed, head, where);
    }
    ConsistencyProof proof = tree.consistency(size, head.size());
    try {
      proof.verify(signed.head(), head);
    } catch (UnprovenException e) {
      throw new RolledBackException(signed, head, where);
    }
  }

  /** One that was opened with the same keys before is not verified again. */
  private Checkpoint opened(SignedNote note, String where) {
    Opening opening = new Opening(note, keys.verifiers());
    if (!opening.equals(opened)) {
      verify(opening, where);
      opened = opening;
    }
    return Checkpoint.parse(note.text());
  }

  private void verify(Opening opening, String where) {
    try {
      var _ = opening.keys().identityOfAllTime().open(opening.note(), List.of());
    } catch (UnprovenException e) {
      throw new KeysException(
          keys.folder(),
          "the last checkpoint of %s was not signed with them (%s: %s); use the folder with the keys that signed it"
              .formatted(store, where, e.getMessage()),
          e);
    }
  }
}
