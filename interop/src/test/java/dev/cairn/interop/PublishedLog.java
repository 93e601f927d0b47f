package dev.cairn.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.Append;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TilePath;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogProof;
import dev.cairn.proofs.LogProver;
import dev.cairn.proofs.LogSigner;
import dev.cairn.proofs.LogTree;
import dev.cairn.proofs.LogTreeReader;
import dev.cairn.proofs.TreeResources;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A log of many streams, and a folder with what it publishes: {@code checkpoint}, {@code tile/},
 * {@code tile/entries/}; beside them an older checkpoint, the proof that the log grew from it, and
 * proofs of some events and streams.
 *
 * @param folder where it is published
 * @param signer signed the first line of every checkpoint
 * @param head of the tree
 * @param proofs the files of proofs of events
 * @param streams the files of proofs of streams, each from its first event
 */
record PublishedLog(
    Path folder, SignerKey signer, TreeHead head, List<Path> proofs, List<Path> streams) {

  static final String CHECKPOINT = "checkpoint";
  static final String OLDER = "older.checkpoint";
  static final String GROWTH = OLDER + ".consistency";

  static final int PROOFS = 50;
  static final int STREAM_PROOFS = 5;

  private static final int EVENTS_OF_AN_APPEND = 1_000;
  private static final int STREAMS = 2_000;

  /** The key that one must know to believe it. */
  VerifierKey key() {
    return signer.verifier();
  }

  /**
   * Fills a store below a folder, and publishes it.
   *
   * @param older the events when the older checkpoint is signed
   * @param size the events in the end
   * @param random draws streams and what is proven
   */
  static PublishedLog make(Path below, int older, int size, SeededRandom random)
      throws IOException {
    LogOptions options = LogOptions.standard();
    Path folder = Files.createDirectories(below.resolve("published"));
    Path storeFolder = below.resolve("store");
    try (LogStore store = LogStore.open(storeFolder, options);
        LogTree tree = LogTree.open(storeFolder, store, options)) {
      LogKeys keys = LogKeys.open(options.disk(), below.resolve("keys"), store);
      LogSigner signer = LogSigner.of(storeFolder, store, tree, keys, options);
      fill(store, older, random);
      SignedNote then = signer.sign().note();
      fill(store, size - older, random);
      SignedNote now = signer.sign().note();
      LogTreeReader reader = LogTreeReader.open(storeFolder, store, options.disk(), head(now));
      Publisher publisher = new Publisher(folder, reader);
      publisher.growth(then);
      publisher.resources(
          new TreeResources(storeFolder, store, options.disk(), () -> Optional.of(now)));
      LogProver prover = new LogProver(reader, now);
      List<Path> proofs = publisher.proofs(prover, random);
      List<Path> streams = publisher.streams(prover, random);
      return new PublishedLog(folder, keys.signers().getFirst(), reader.head(), proofs, streams);
    }
  }

  private static TreeHead head(SignedNote note) {
    return Checkpoint.parse(note.text()).head();
  }

  private static void fill(LogStore store, int events, SeededRandom random) {
    for (int left = events; left > 0; left -= EVENTS_OF_AN_APPEND) {
      store.append(
          Append.of(
              IntStream.range(0, Math.min(left, EVENTS_OF_AN_APPEND))
                  .mapToObj(i -> event(random, i))
                  .toList()));
    }
  }

  private static Append.Entry event(SeededRandom random, int number) {
    StreamId stream = StreamId.of("account-é" + random.nextInt(STREAMS));
    return new Append.Entry(
        stream, NewEvent.of("FundsDeposited", "{\"amount\":%d}".formatted(number)));
  }

  /** Writes what is published of a log. */
  private record Publisher(Path folder, LogTreeReader tree) {

    private Path write(String name, byte[] bytes) throws IOException {
      Path file = folder.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      return Files.write(file, bytes);
    }

    void resources(TreeResources resources) throws IOException {
      long size = tree.head().size();
      List<String> paths = new ArrayList<>(List.of(CHECKPOINT));
      TilePath.hashesOf(size).map(TilePath::toString).forEach(paths::add);
      TilePath.entriesOf(size).map(TilePath::toString).forEach(paths::add);
      for (String path : paths) {
        write(path, resources.at(path).orElseThrow().bytes());
      }
    }

    void growth(SignedNote older) throws IOException {
      String lines =
          tree.consistency(head(older)).hashes().stream()
              .map(hash -> hash.toBase64() + "\n")
              .collect(Collectors.joining());
      write(OLDER, older.bytes());
      write(GROWTH, lines.getBytes(UTF_8));
    }

    List<Path> proofs(LogProver prover, SeededRandom random) throws IOException {
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < PROOFS; i++) {
        Position position = position(random);
        LogProof proof = prover.event(position).withShortSignatures();
        files.add(write(position + ".tlog-proof", proof.file().bytes()));
      }
      return files;
    }

    List<Path> streams(LogProver prover, SeededRandom random) throws IOException {
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < STREAM_PROOFS; i++) {
        LeafRecord last = prover.event(position(random)).chain().last();
        LogProof proof = prover.stream(last.stream(), Version.of(1), last.version());
        files.add(write(last.position() + "-stream.tlog-proof", proof.file().bytes()));
      }
      return files;
    }

    private Position position(SeededRandom random) {
      return Position.of(1 + random.nextLong(tree.head().size()));
    }
  }
}
