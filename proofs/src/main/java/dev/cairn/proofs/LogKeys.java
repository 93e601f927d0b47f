package dev.cairn.proofs;

import dev.cairn.StoreId;
import dev.cairn.disk.Disk;
import dev.cairn.log.EventLog;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.internal.KeyFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that a log signs its checkpoints with: pairs of Ed25519 and ML-DSA-44, one pair as a
 * rule, two while one takes the place of the other. They lie in a folder of their own, named by the
 * store's id, in a folder of keys outside of every store, so that no copy of a store has them in
 * it; it may be on another disk. The files are laid out as {@code docs/format.md} says.
 *
 * <p>Nobody but their owner may read the private keys, where the system knows such rights; keys
 * that others could read are refused. Files are replaced as a whole: after a power cut there is the
 * old one or the new one. Private keys are read whenever they are needed and not kept, so that a
 * process which signs on follows a rotation by another.
 *
 * <p>For use by any number of threads and processes; whoever changes something holds the lock of
 * the folder. Every method throws {@link KeysException} where the files cannot be used.
 */
public final class LogKeys {

  /** The most keys that are remembered as retired. */
  public static final int RETIRED_MAX = 200;

  private static final List<KeyType> PAIR = List.of(KeyType.ED25519, KeyType.ML_DSA_44_COSIGNATURE);

  private final KeyFolder folder;
  private final String origin;

  private LogKeys(KeyFolder folder, String origin) {
    this.folder = folder;
    this.origin = origin;
  }

  /**
   * Opens the keys of a log, and makes them at their first use; of several that do so at once, one
   * makes them for all.
   *
   * @param keys the folder of the keys of all logs, outside of every store
   * @param log which log they are of
   * @throws KeysException if the folder lies in a store, cannot be used, or others can read the
   *     private keys
   */
  public static LogKeys open(Disk disk, Path keys, EventLog log) {
    KeyFolder folder = new KeyFolder(disk, keys, log.id());
    LogKeys opened = new LogKeys(folder, log.origin());
    folder.make();
    folder.changed(() -> opened.save(opened.madeOrKept()));
    return opened;
  }

  /**
   * The public keys of a log, without a look at the private ones; empty if this folder has none of
   * it. Changes nothing.
   */
  public static Optional<LogVerifiers> verifiers(Disk disk, Path keys, StoreId store) {
    return new KeyFolder(disk, keys, store).verifiers();
  }

  private List<SignerKey> madeOrKept() {
    List<SignerKey> kept = folder.signers();
    if (kept.isEmpty() && folder.verifiers().isPresent()) {
      throw new KeysException(
          folder(),
          "the private keys are gone and the public ones are there; restore them from your copy, or, if they are lost, go on under a new origin: ./ledger migrate OLD NEW",
          null);
    }
    if (!kept.stream().allMatch(key -> key.verifier().name().equals(origin))) {
      throw new KeysException(folder(), "they are not those of " + origin, null);
    }
    return kept.isEmpty() ? pair() : kept;
  }

  private List<SignerKey> pair() {
    return PAIR.stream().map(type -> SignerKey.generate(origin, type)).toList();
  }

  /** The private keys first: a public key that nobody has a private one of is good for nothing. */
  private void save(List<SignerKey> signers) {
    List<VerifierKey> active = signers.stream().map(SignerKey::verifier).toList();
    if (!folder.signers().stream().map(SignerKey::verifier).toList().equals(active)) {
      folder.saveSigners(signers);
    }
    Optional<LogVerifiers> before = folder.verifiers();
    List<VerifierKey> retired = new ArrayList<>();
    before.ifPresent(known -> {
      retired.addAll(known.retired());
      retired.addAll(known.active());
      retired.removeAll(active);
    });
    LogVerifiers now = new LogVerifiers(active, retired);
    if (!before.equals(Optional.of(now))) {
      folder.saveVerifiers(now);
    }
  }

  /** Where they lie. */
  public Path folder() {
    return folder.path();
  }

  /**
   * The private keys that sign now, in the order of their lines: the older pair before the other.
   */
  public List<SignerKey> signers() {
    List<SignerKey> signers = folder.signers();
    if (signers.isEmpty()) {
      throw folder.missing();
    }
    return signers;
  }

  /** The public keys. */
  public LogVerifiers verifiers() {
    return folder.verifiers().orElseThrow(folder::missing);
  }

  /**
   * Adds a pair, which signs beside the one that is there, so that those who know only the old keys
   * can go on until they know the new ones.
   *
   * @throws KeysException if two pairs sign already
   */
  public void rotate() {
    folder.changed(() -> {
      List<SignerKey> signers = new ArrayList<>(signers());
      if (signers.size() > PAIR.size()) {
        throw new KeysException(
            folder(),
            "two pairs sign already; retire the older one before the next rotation",
            null);
      }
      if (verifiers().retired().size() + signers.size() > RETIRED_MAX) {
        throw new KeysException(
            folder(), "the log has had more than %d keys".formatted(RETIRED_MAX), null);
      }
      signers.addAll(pair());
      save(signers);
    });
  }

  /**
   * Ends the older pair: its private keys are deleted, its public ones are kept, for what they
   * signed.
   *
   * @throws KeysException if there is only one pair
   */
  public void retire() {
    folder.changed(() -> {
      List<SignerKey> signers = signers();
      if (signers.size() <= PAIR.size()) {
        throw new KeysException(
            folder(), "only one pair signs; rotate first, so that there is another one", null);
      }
      save(signers.subList(signers.size() - PAIR.size(), signers.size()));
    });
  }

  /**
   * The last checkpoint that was signed with the keys of a log, as they remember it, without a look
   * at the private ones. Changes nothing.
   */
  public static Optional<SignedNote> lastSigned(Disk disk, Path keys, StoreId store) {
    return new KeyFolder(disk, keys, store).lastSigned();
  }

  /**
   * The last checkpoint that was signed with these keys, as they remember it. It outlives the
   * store, so that one which was set back to a backup is known for it.
   */
  public Optional<SignedNote> lastSigned() {
    return folder.lastSigned();
  }

  /** Remembers a checkpoint before anybody sees it. */
  void remember(SignedNote note) {
    folder.remember(note);
  }
}
