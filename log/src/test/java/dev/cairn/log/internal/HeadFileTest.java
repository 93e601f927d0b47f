package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the file head says to those who read it while others write it. */
final class HeadFileTest {

  private static final Path FOLDER = Path.of("/store");

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);

  @BeforeEach
  void makeTheFolder() throws IOException {
    memory.createFolders(FOLDER);
  }

  private static HeadMark mark(HeadFile head, long position) throws IOException {
    HeadMark mark = head.mark().moved(position, 1, 10 * position, false);
    head.write(mark);
    return mark;
  }

  @Test
  void whatAnotherWroteIsToldOnce() throws IOException {
    try (HeadFile one = HeadFile.open(disk, FOLDER);
        HeadFile two = HeadFile.open(disk, FOLDER)) {
      assertFalse(two.reread());
      HeadMark written = mark(one, 1);
      assertTrue(two.reread());
      assertEquals(written, two.mark());
      assertFalse(two.reread());
    }
  }

  @Test
  void aFileThatWasLostIsMadeAnewAndFoundByItsName() throws IOException {
    try (HeadFile one = HeadFile.open(disk, FOLDER);
        HeadFile two = HeadFile.open(disk, FOLDER)) {
      mark(one, 1);
      disk.delete(FOLDER.resolve(HeadFile.NAME));
      one.reopen();
      assertEquals(HeadMark.NONE, one.mark());
      HeadMark written = mark(one, 2);
      two.reopen();
      assertEquals(written, two.mark());
    }
  }

  /** The slots hold marks 1 and 2; the second is half overwritten by mark 4 at the first look. */
  @Test
  void aSlotThatIsWrittenWhileItIsReadDoesNotHideANewerMark() throws IOException {
    try (HeadFile head = HeadFile.open(disk, FOLDER)) {
      mark(head, 1);
      HeadMark second = mark(head, 2);
      HeadMark third = second.moved(3, 1, 30, false);
      try (DiskFile file = memory.open(FOLDER.resolve(HeadFile.NAME), Disk.Access.WRITE)) {
        long slot = (second.turn() & 1) * HeadMark.SLOT_BYTES;
        file.write(ByteBuffer.wrap(new byte[20]), slot);
        disk.watch((number, call) -> {
          if (call.operation() == Operation.READ && number > 2) {
            long other = HeadMark.SLOT_BYTES - slot;
            file.write(ByteBuffer.wrap(third.slot()), other);
          }
        });
        assertEquals(Optional.of(third), HeadFile.read(disk, FOLDER));
      }
    }
  }
}
