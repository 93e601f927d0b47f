package dev.cairn.proofs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What of a proof file nobody has signed and this module reads, with what must hold of it whatever
 * the bytes are, and the inputs that are kept for it.
 */
enum FuzzTarget {
  RECORDS,
  SHOWNLINE;

  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  /** Throws whatever shows that it does not hold of these bytes. */
  void take(byte[] bytes) {
    switch (this) {
      case RECORDS -> FuzzedProof.records(bytes);
      case SHOWNLINE -> FuzzedProof.line(bytes);
    }
  }

  /** The files that are kept for it, in order; the working directory is the module's. */
  List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(INPUTS.resolve(name().toLowerCase(Locale.ROOT)))) {
      return files.sorted().toList();
    }
  }
}
