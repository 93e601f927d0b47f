package dev.cairn.flow.internal;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells operators why a processor ended by itself: a text in a file, from then on until it is
 * started again. Nothing depends on it.
 */
public final class FailureNote {

  /** Most characters that are kept. */
  public static final int LENGTH_MAX = 2_000;

  private final Disk disk;
  private final Path file;

  /** Of a processor, in the folder {@code state/} of a store. */
  public FailureNote(Disk disk, Path state, String processor) {
    this.disk = disk;
    this.file = state.resolve(processor + ".failure");
  }

  /** Notes a failure; of a long text the beginning. */
  public void write(String text) throws IOException {
    String kept = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
    AtomicFile.write(disk, file, ByteBuffer.wrap((kept + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** Forgets it. */
  public void clear() throws IOException {
    if (disk.exists(file)) {
      disk.delete(file);
    }
  }

  /** What is noted; empty if nothing is. */
  public Optional<String> read() throws IOException {
    try {
      return Optional.of(new String(AtomicFile.read(disk, file), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
