package dev.cairn.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Everything that reads what may have been changed, with what must hold of it whatever the bytes
 * are, and the inputs that are kept for it: those that reach different parts of it, and those it
 * once failed on.
 */
enum FuzzTarget {
  SEALED,
  PERSONAL,
  VAULT;

  private static final Path INPUTS = Path.of("src/test/resources/fuzz");

  /** Throws whatever shows that it does not hold of these bytes. */
  void take(byte[] bytes) {
    switch (this) {
      case SEALED -> FuzzedSeals.sealed(bytes);
      case PERSONAL -> FuzzedSeals.personal(bytes);
      case VAULT -> FuzzedVault.file(bytes);
    }
  }

  /** The files that are kept for it, in order; the working directory is the module's. */
  List<Path> inputs() throws IOException {
    try (Stream<Path> files = Files.list(INPUTS.resolve(name().toLowerCase(Locale.ROOT)))) {
      return files.sorted().toList();
    }
  }
}
