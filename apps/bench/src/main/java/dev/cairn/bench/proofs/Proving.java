package dev.cairn.bench.proofs;

import dev.cairn.Position;
import dev.cairn.bench.contest.Contest;
import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Corpus;
import dev.cairn.bench.contest.Crew;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TlogProof;
import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.LogTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Proofs of single events, beside reading the tiles that each is made of; and their size. */
final class Proving {

  private static final int EVENTS = 70_000;
  static final String ROW = "proof/" + EVENTS;

  /** As long as that of a store. */
  private static final String ORIGIN = "cairn/008000000000000000";

  private final Path folder;

  Proving(Path folder) {
    this.folder = folder;
  }

  void measure(Pace pace, Figures figures) throws Exception {
    try (LogStore store = LogStore.open(folder)) {
      Corpus.fill(store, EVENTS);
      try (LogTree tree = LogTree.open(folder, store)) {
        TreeHead head = tree.grow();
        Crew one = Crew.of(1);
        SplittableRandom raw = new SplittableRandom(3);
        SplittableRandom ours = new SplittableRandom(3);
        new Contest()
            .with("limit", time -> one.run(time, _ -> readTiles(raw.nextInt(EVENTS))))
            .with(Contest.CAIRN, time -> one.run(time, _ -> prove(tree, ours.nextInt(EVENTS))))
            .hold(pace, ROW, "proofs/s", figures);
        figures.add(ROW, "bytes", "B", sizes(tree, head));
      }
    }
  }

  private static int prove(LogTree tree, int index) {
    if (tree.inclusion(Position.of(index + 1), EVENTS).index() != index) {
      throw new IllegalStateException("a proof of another event than " + index);
    }
    return 1;
  }

  /** The tile of the leaf, and the one above it. */
  private int readTiles(int index) throws IOException {
    int tile = index / TilePath.FULL_WIDTH;
    int read = 0;
    for (TilePath.Hashes path : List.of(tile(0, tile), tile(1, tile / TilePath.FULL_WIDTH))) {
      read += Files.readAllBytes(folder.resolve("tiles").resolve(path.toString())).length;
    }
    if (read == 0) {
      throw new IllegalStateException("the tiles of " + index + " are empty");
    }
    return 1;
  }

  private static TilePath.Hashes tile(int level, int index) {
    int width =
        Math.min(TilePath.FULL_WIDTH, (EVENTS >> (8 * level)) - index * TilePath.FULL_WIDTH);
    return new TilePath.Hashes(level, index, width);
  }

  /** Of the files of some proofs, with the one signature that every checkpoint has. */
  private static Spread sizes(LogTree tree, TreeHead head) {
    SignerKey key = SignerKey.generate(ORIGIN, KeyType.ED25519);
    SignedNote checkpoint = new Checkpoint(ORIGIN, head).sign(List.of(key), 0);
    SplittableRandom random = new SplittableRandom(4);
    double[] bytes = new double[100];
    for (int i = 0; i < bytes.length; i++) {
      Position position = Position.of(random.nextInt(EVENTS) + 1);
      bytes[i] = new TlogProof(tree.inclusion(position, EVENTS), checkpoint).bytes().length;
    }
    return Spread.of(bytes);
  }
}
