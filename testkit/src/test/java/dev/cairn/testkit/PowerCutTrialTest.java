package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PowerCutTrialTest {

  private static final int STATES = 8;
  private static final Path FILE = Path.of("/data");

  private final PowerCutTrial trial = new PowerCutTrial(STATES, Set.of());
  private boolean told;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String found(MemoryDisk left) throws IOException {
    return left.exists(FILE)
        ? new String(AtomicFile.read(left, FILE), StandardCharsets.US_ASCII)
        : "nothing";
  }

  /** The program is told that its file is there, and relies on it from then on. */
  private void check(MemoryDisk left) throws IOException {
    if (told) {
      assertEquals("new", found(left));
    }
  }

  private static void replaced(Disk disk) throws IOException {
    AtomicFile.write(disk, FILE, bytes("old"));
    AtomicFile.write(disk, FILE, bytes("new"));
  }

  private void overwritten(Disk disk, boolean synced) throws IOException {
    AtomicFile.write(disk, FILE, bytes("old"));
    try (DiskFile file = disk.open(FILE, Disk.Access.WRITE)) {
      file.write(bytes("new"), 0);
      if (synced) {
        file.sync();
      }
    }
    told = true;
  }

  @Test
  void theCheckSeesEveryDiskThatACutAtAnyCallMayLeave() throws IOException {
    List<String> seen = new ArrayList<>();
    PowerCutTrial.Tally tally =
        trial.run(PowerCutTrialTest::replaced, left -> seen.add(found(left)));
    FaultyDisk counting = new FaultyDisk(new MemoryDisk());
    replaced(counting);

    assertEquals(Set.of("nothing", "old", "new"), Set.copyOf(seen));
    assertEquals("nothing", seen.getFirst());
    assertEquals("new", seen.getLast());
    assertEquals(counting.calls().size(), tally.calls());
    assertEquals(seen.size(), tally.states());
    assertTrue(tally.states() > tally.calls() && tally.states() <= (tally.calls() + 1) * STATES);
  }

  @Test
  void whatWasToldAndIsNotThereIsAFailureThatNamesTheCut() {
    AssertionError failure =
        assertThrows(
            AssertionError.class, () -> trial.run(disk -> overwritten(disk, false), this::check));

    String message = String.valueOf(failure.getMessage());
    assertTrue(
        message.startsWith(
            "the power was cut when the program had ended; -Dcairn.seed=1 -Dcairn.states=8: "),
        message);
    assertTrue(message.contains("expected: <new>"), message);
  }

  @Test
  void whatIsDurableWhenItIsToldPasses() throws IOException {
    assertTrue(trial.run(disk -> overwritten(disk, true), this::check).calls() > 5);
  }

  /** Nothing of the failure reaches the program, and nothing is cut any more. */
  @Test
  void theFirstFailureIsTheOneToTell() {
    List<String> looks = new ArrayList<>();
    IllegalStateException later = new IllegalStateException("the program fails too");
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                trial.run(
                    disk -> {
                      disk.exists(FILE);
                      disk.exists(FILE);
                      throw later;
                    },
                    _ -> {
                      looks.add("one");
                      throw new IOException("cannot be read");
                    }));

    assertEquals(
        "the power was cut before call 1, Call[operation=EXISTS, path=/data]; "
            + "-Dcairn.seed=1 -Dcairn.states=8: java.io.IOException: cannot be read",
        failure.getMessage());
    assertSame(later, failure.getSuppressed()[0]);
    assertEquals(List.of("one"), looks);
  }

  @Test
  void aProgramThatFailsByItselfIsNoFailureOfTheCheck() {
    IOException own = new IOException("its own");
    assertSame(
        own,
        assertThrows(
            IOException.class,
            () ->
                trial.run(
                    _ -> {
                      throw own;
                    },
                    _ -> {})));
  }
}
