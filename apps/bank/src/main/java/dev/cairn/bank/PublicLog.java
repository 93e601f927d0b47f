package dev.cairn.bank;

import dev.cairn.Position;
import dev.cairn.log.EventLog;
import dev.cairn.log.LogOptions;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TlogProof;
import dev.cairn.proofs.Checkpoints;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogProver;
import dev.cairn.proofs.LogSigner;
import dev.cairn.proofs.LogTree;
import dev.cairn.proofs.LogTreeReader;
import dev.cairn.proofs.SigningInterval;
import dev.cairn.proofs.TreeResource;
import dev.cairn.proofs.TreeResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The bank's log for those who do not trust the bank: its tree is kept and signed on an interval,
 * and what was signed is given out, with proofs of single events. Of an event it shows position,
 * account, type and time, not what happened. Thread-safe.
 */
public final class PublicLog implements AutoCloseable {

  private final Path store;
  private final EventLog log;
  private final LogOptions options;
  private final LogTree tree;
  private final SigningInterval signing;
  private final Checkpoints checkpoints;
  private final TreeResources resources;

  private PublicLog(
      Path store, EventLog log, LogOptions options, LogTree tree, SigningInterval signing) {
    this.store = store;
    this.log = log;
    this.options = options;
    this.tree = tree;
    this.signing = signing;
    this.checkpoints = Checkpoints.of(options.disk(), store);
    this.resources = new TreeResources(store, log, options.disk(), checkpoints::latest);
  }

  /**
   * Begins to follow and to sign a log, with keys that are made at their first use.
   *
   * @param store the folder of the log
   * @param log in it, which stays open for as long
   * @param keys the folder of the keys, outside of the store
   * @param interval between two signings
   * @throws dev.cairn.CairnException if another one follows the store, or the keys cannot be used
   */
  static PublicLog open(
      Path store, EventLog log, LogOptions options, Path keys, Duration interval) {
    LogTree tree = LogTree.open(store, log, options);
    try {
      LogKeys opened = LogKeys.open(options.disk(), keys, log);
      LogSigner signer = LogSigner.of(store, log, tree, opened, options);
      return new PublicLog(store, log, options, tree, SigningInterval.start(signer, interval));
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  /** What lies at a path of the layout of c2sp.org/tlog-tiles, see {@link TreeResources#at}. */
  public Optional<TreeResource> at(String path) {
    return resources.at(path);
  }

  /**
   * The proof of an event against the latest checkpoint; empty while there is none.
   *
   * @throws dev.cairn.proofs.NotCoveredException if the event is not signed yet, or not there
   */
  public Optional<TlogProof> proof(Position position) {
    return checkpoints
        .latest()
        .map(note -> prover(note).event(position).withShortSignatures().file());
  }

  private LogProver prover(SignedNote note) {
    return new LogProver(
        LogTreeReader.open(store, log, options.disk(), Checkpoint.parse(note.text()).head()), note);
  }

  /** Signs a last time, and lets another one follow the store. */
  @Override
  public void close() {
    try (tree;
        signing) {
      // Each is closed, the last one first, whatever closing the other one throws.
    }
  }
}
