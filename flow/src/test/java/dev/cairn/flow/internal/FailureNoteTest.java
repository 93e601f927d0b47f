package dev.cairn.flow.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FailureNoteTest {

  private static final Path STATE = Path.of("/state");

  private final MemoryDisk disk = new MemoryDisk();
  private final FailureNote note = new FailureNote(disk, STATE, "mail");

  @BeforeEach
  void makeFolder() throws IOException {
    disk.createFolders(STATE);
  }

  @Test
  void theLatestIsKeptUntilItIsCleared() throws IOException {
    assertEquals(Optional.empty(), note.read());
    note.clear();
    note.write("one");
    note.write("another\nof two lines");
    assertEquals(Optional.of("another\nof two lines"), note.read());
    assertEquals(Optional.empty(), new FailureNote(disk, STATE, "post").read());
    note.clear();
    assertEquals(Optional.empty(), note.read());
  }

  @Test
  void ofALongTextTheBeginningIsKept() throws IOException {
    String most = "x".repeat(FailureNote.LENGTH_MAX);
    note.write(most);
    assertEquals(Optional.of(most), note.read());
    note.write(most + "y");
    assertEquals(Optional.of(most), note.read());
  }
}
