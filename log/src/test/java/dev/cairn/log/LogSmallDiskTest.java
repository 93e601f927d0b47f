package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store on a file system of 256 KiB in memory that is really full; mounting it takes root, on
 * Linux.
 */
@Tag("process")
final class LogSmallDiskTest {

  private static final int DISK_BYTES = 256 << 10;
  private static final int ROUNDS = 5;

  @TempDir Path folder;

  private boolean mounted;

  @BeforeEach
  void mount() throws InterruptedException {
    mounted =
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", folder.toString());
    assumeTrue(mounted, "needs the right to mount a small file system in memory");
  }

  @AfterEach
  void unmount() throws InterruptedException {
    // Lazily: an index that was mapped keeps the file system busy until its memory is collected.
    assertTrue(!mounted || succeeds("umount", "-l", folder.toString()));
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** Appends until the disk is full; the last position. */
  private static long fill(LogStore store) {
    assertThrows(
        StoreFullException.class,
        () -> {
          while (true) {
            Stores.append(store, 5);
          }
        });
    return store.head().sequence();
  }

  @Test
  void aFullDiskRefusesAppendsAndTheSameStoreGoesOnWhenThereIsSpace() throws IOException {
    Path path = folder.resolve("store");
    LogOptions options = LogOptions.standard().withSegmentBytes(16 << 10);
    for (int i = 0; i < ROUNDS; i++) {
      Files.write(folder.resolve("ballast-" + i), new byte[24 << 10]);
    }
    long head = 0;
    try (LogStore store = LogStore.open(path, options)) {
      for (int i = 0; i < ROUNDS; i++) {
        long full = fill(store);
        assertTrue(full > head, "no append found space");
        assertEquals(upTo(full), Stores.positions(store));
        head = full;
        Files.delete(folder.resolve("ballast-" + i));
      }
      head = Stores.append(store, 1).last().sequence();
    }
    assertEquals(List.of(), LogCheck.run(path, options, _ -> {}).damages());
    try (LogStore store = LogStore.open(path, options)) {
      assertEquals(upTo(head), Stores.positions(store));
      assertEquals(0, store.recovery().cutBytes());
    }
  }
}
