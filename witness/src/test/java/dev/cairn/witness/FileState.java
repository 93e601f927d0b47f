package dev.cairn.witness;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;

/** What a witness holds, in a folder with a file for each origin: synced, then renamed. */
final class FileState implements WitnessState {

  private final Path folder;

  FileState(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized Optional<SignedNote> held(String origin) throws IOException {
    Path file = file(origin);
    return Files.exists(file)
        ? Optional.of(SignedNote.parse(Files.readAllBytes(file)))
        : Optional.empty();
  }

  @Override
  public synchronized boolean advance(String origin, TreeHead from, SignedNote next)
      throws IOException {
    TreeHead head =
        held(origin).map(note -> Checkpoint.parse(note.text()).head()).orElse(TreeHead.EMPTY);
    if (!head.equals(from)) {
      return false;
    }
    Path written = folder.resolve("next");
    try (FileChannel channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(next.bytes()));
      channel.force(true);
    }
    Files.move(written, file(origin), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return true;
  }

  private Path file(String origin) {
    return folder.resolve(
        HexFormat.of().formatHex(origin.getBytes(StandardCharsets.UTF_8)) + ".note");
  }
}
