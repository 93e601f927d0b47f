package dev.cairn.bench.proofs;

import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.contest.LineScan;
import dev.cairn.bench.contest.LogFiles;
import dev.cairn.bench.figures.Figures;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogSigner;
import dev.cairn.proofs.LogTree;
import dev.cairn.proofs.LogVerification;
import dev.cairn.proofs.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The verification of a whole signed store of lines of 300 bytes, beside two threads that scan its
 * files, decode each line and digest it.
 */
final class Verifying {

  static final String ROW = "verify";

  private static final int LIMIT_THREADS = 2;

  private final Path folder;
  private final int events;

  /** Of a store that it makes in a folder; the keys lie beside it. */
  Verifying(Path folder, int events) {
    this.folder = folder;
    this.events = events;
  }

  void measure(Pace pace, Figures figures) throws Exception {
    LogVerification verification = LogVerification.of(folder, signed());
    List<Path> files = LogFiles.of(folder);
    LineScan[] scans = new LineScan[LIMIT_THREADS];
    for (int i = 0; i < LIMIT_THREADS; i++) {
      scans[i] = new LineScan(new BareDigests()::line);
    }
    AtomicInteger next = new AtomicInteger();
    new Contest()
        .with(
            "limit",
            time ->
                Crew.of(LIMIT_THREADS)
                    .run(
                        time,
                        thread ->
                            scans[thread].scan(
                                List.of(files.get(next.getAndIncrement() % files.size())), events)))
        .with(Contest.CAIRN, time -> Crew.of(1).run(time, _ -> verify(verification)))
        .hold(pace, ROW, "events/s", figures);
  }

  /** Fills and signs the store. */
  private LogIdentity signed() {
    try (LogStore store = LogStore.open(folder)) {
      Corpus.fill(store, events, Hashing::event);
      LogOptions options = LogOptions.standard();
      LogKeys keys =
          LogKeys.open(
              options.disk(), folder.resolveSibling(folder.getFileName() + "-keys"), store);
      try (LogTree tree = LogTree.open(folder, store, options)) {
        var _ = LogSigner.of(folder, store, tree, keys, options).sign();
      }
      return keys.verifiers().identity();
    }
  }

  private int verify(LogVerification verification) {
    return switch (verification.run()) {
      case Verdict.Verified _ -> events;
      case Verdict.Tampered verdict -> throw new IllegalStateException("tampered: " + verdict);
      case Verdict.Unfinished verdict -> throw new IllegalStateException("not ended: " + verdict);
    };
  }
}
