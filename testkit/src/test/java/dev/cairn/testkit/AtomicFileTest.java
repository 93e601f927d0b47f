package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.RealDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is replaced whole, on a real disk where one step after the other fails. */
final class AtomicFileTest {

  @TempDir private Path folder;

  private final FaultyDisk disk = new FaultyDisk(new RealDisk());
  private Path file = Path.of("");

  @BeforeEach
  void writeTheOldFile() throws IOException {
    file = folder.resolve("file");
    AtomicFile.write(disk, file, bytes("old"));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private String contents() throws IOException {
    return new String(AtomicFile.read(disk, file), StandardCharsets.UTF_8);
  }

  private void leaveBehind(String name) throws IOException {
    disk.open(folder.resolve(name), Disk.Access.CREATE).close();
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, old",
    "OPEN, old",
    "WRITE, old",
    "SYNC, old",
    "CLOSE, old",
    "RENAME, old",
    "SYNC_FOLDER, new"
  })
  void afterAFailedStepItIsTheOldOrTheNewFileAndNothingElseIsThere(Operation step, String expected)
      throws IOException {
    Fault fault = Fault.next(step);
    disk.inject(step == Operation.WRITE ? fault.afterBytes(2) : fault);

    IOException failure =
        assertThrows(IOException.class, () -> AtomicFile.write(disk, file, bytes("new")));

    assertEquals("injected: " + step, failure.getMessage());
    assertEquals(expected, contents());
    assertEquals(List.of("file"), disk.list(folder));
    AtomicFile.write(disk, file, bytes("newer"));
    assertEquals("newer", contents());
  }

  @Test
  void whatCannotBeRemovedIsToldBesideTheFirstErrorAndGoesWithTheNextWrite() throws IOException {
    disk.inject(Fault.next(Operation.SYNC));
    disk.inject(Fault.at(Operation.DELETE, 2, () -> new IOException("and no delete")));

    IOException failure =
        assertThrows(IOException.class, () -> AtomicFile.write(disk, file, bytes("new")));

    assertEquals("injected: SYNC", failure.getMessage());
    assertEquals(
        List.of("and no delete"),
        Arrays.stream(failure.getSuppressed()).map(Throwable::getMessage).toList());
    assertEquals(List.of("file", "file.new"), disk.list(folder));
    AtomicFile.write(disk, file, bytes("newer"));
    assertEquals(List.of("file"), disk.list(folder));
    assertEquals("newer", contents());
  }

  @Test
  void whatACrashLeftIsReplaced() throws IOException {
    leaveBehind("file.new");

    AtomicFile.write(disk, file, bytes("new"));

    assertEquals("new", contents());
    assertEquals(List.of("file"), disk.list(folder));
  }
}
