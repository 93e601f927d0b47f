package dev.cairn.merkle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Everything that reads what others wrote, with what must hold of it whatever the bytes are, and
 * the inputs that are kept for it: those that reach different parts of it, and those it once failed
 * on.
 */
enum FuzzTarget {
  PATH,
  BUNDLE,
  TILE,
  PROOF,
  NOTE,
  CHECKPOINT,
  VERIFIER,
  SIGNER,
  POLICY,
  TLOGPROOF,
  REQUEST;

  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  /** Throws whatever shows that it does not hold of these bytes. */
  void take(byte[] bytes) {
    switch (this) {
      case PATH -> FuzzedTree.path(bytes);
      case BUNDLE -> FuzzedTree.bundle(bytes);
      case TILE -> FuzzedTree.tile(bytes);
      case PROOF -> FuzzedTree.proof(bytes);
      case NOTE -> FuzzedNote.note(bytes);
      case CHECKPOINT -> FuzzedNote.checkpoint(bytes);
      case VERIFIER -> FuzzedNote.verifier(bytes);
      case SIGNER -> FuzzedNote.signer(bytes);
      case POLICY -> FuzzedNote.policy(bytes);
      case TLOGPROOF -> FuzzedNote.tlogProof(bytes);
      case REQUEST -> FuzzedNote.request(bytes);
    }
  }

  /** The files that are kept for it, in order; the working directory is the module's. */
  List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(INPUTS.resolve(name().toLowerCase(Locale.ROOT)))) {
      return files.sorted().toList();
    }
  }
}
