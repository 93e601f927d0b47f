package dev.cairn.log.proof;

import dev.cairn.CairnException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.log.internal.IndexSaving;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A store that was closed cleanly, of which bytes are changed or files cut. Whoever opens it then,
 * to write or to read, must find all of it, or meet an error; what is read before the error must be
 * right. Without {@code head} the last group write may be gone: that is not promised.
 */
final class BitRot {

  /** What may become of the store with something wrong in it. */
  private static final List<String> FOLDERS = List.of("", "index");

  private static final int HEADLESS_EACH = 3;

  /** The events of the last group write, which may go when the head goes as well. */
  private static final int LAST_GROUP = 1;

  private final MemoryDisk store = new MemoryDisk();
  private final Program program = new Program(store);
  private final SeededRandom random;
  private long harmless;
  private long detected;

  /** Makes a store of at least that many bytes. */
  BitRot(long bytes, long seed) throws IOException {
    random = new SeededRandom(seed);
    program.open();
    while (store.used() < bytes) {
      program.run(Step.ROLL);
      for (int i = 0; i < 4; i++) {
        program.run(Step.APPEND_MANY);
        program.run(Step.CONDITIONAL);
      }
    }
    program.run(Step.APPEND_ONE);
    program.close();
    IndexSaving.save(store, Program.FOLDER);
  }

  long harmless() {
    return harmless;
  }

  long detected() {
    return detected;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : FOLDERS) {
      Path in = folder.isEmpty() ? Program.FOLDER : Program.FOLDER.resolve(folder);
      for (String name : store.list(in)) {
        if (!name.equals("index") && !CrashPoints.IGNORED.contains(name)) {
          files.add(in.resolve(name));
        }
      }
    }
    return files;
  }

  /** Flips a random bit of every byte, or of every few. */
  void flipEveryByte(int step) throws IOException {
    for (Path file : files()) {
      int size = AtomicFile.read(store, file).length;
      for (int at = random.nextInt(step); at < size; at += step) {
        MemoryDisk rotten = store.afterPowerCut(0);
        int bit = random.nextInt(8);
        flip(rotten, file, at, bit);
        check("bit %d of byte %d of %s flipped".formatted(bit, at, file), rotten, 0);
        if (random.nextInt(HEADLESS_EACH) == 0 && file.endsWith("events.log")) {
          rotten.delete(Program.FOLDER.resolve("head"));
          Path indexes = Program.FOLDER.resolve("index");
          for (String name : rotten.list(indexes)) {
            rotten.delete(indexes.resolve(name)); // Else nothing is scanned.
          }
          check("byte %d of %s, no head and no index".formatted(at, file), rotten, LAST_GROUP);
        }
      }
    }
  }

  /** Cuts every file at every length, or at every few; with the head and without it. */
  void truncateEverywhere(int step) throws IOException {
    for (Path file : files()) {
      int size = AtomicFile.read(store, file).length;
      for (int length = random.nextInt(step); length < size; length += step) {
        for (boolean headless : new boolean[] {false, true}) {
          MemoryDisk rotten = store.afterPowerCut(0);
          truncate(rotten, file, length);
          if (headless) {
            rotten.delete(Program.FOLDER.resolve("head"));
          }
          int missing = headless && file.endsWith("events.log") ? Integer.MAX_VALUE : 0;
          String how = headless ? "without head" : "with head";
          check("%s cut to %d bytes, %s".formatted(file, length, how), rotten, missing);
        }
      }
    }
  }

  private static void flip(Disk disk, Path file, int at, int bit) throws IOException {
    try (DiskFile open = disk.open(file, Disk.Access.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      open.read(one, at);
      one.put(0, (byte) (one.get(0) ^ (1 << bit)));
      open.write(one.flip(), at);
      open.sync();
    }
  }

  private static void truncate(Disk disk, Path file, int length) throws IOException {
    try (DiskFile open = disk.open(file, Disk.Access.WRITE)) {
      open.truncate(length);
      open.sync();
    }
  }

  /** Reads beside, then opens to write; so many events at the end may be missing. */
  private void check(String what, MemoryDisk rotten, int missing) throws IOException {
    try {
      Promise promise = program.promise();
      boolean beside = read(rotten, promise, missing);
      boolean whole = write(rotten, promise, missing);
      if (beside && whole) {
        harmless++;
      } else {
        detected++;
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  /** Whether all is read; an error is as good, silence is not. */
  private static boolean read(MemoryDisk rotten, Promise promise, int missing) {
    try (LogReader reader = LogReader.open(Program.FOLDER, Program.options(rotten))) {
      int found = promise.prefix(reader);
      long beyond = reader.bytesBeyondHead();
      if (found < promise.acknowledged() - missing && beyond == 0) {
        throw new AssertionError("a reader silently shows %d events".formatted(found));
      }
      return found == promise.acknowledged();
    } catch (CairnException e) {
      return false;
    }
  }

  private static boolean write(MemoryDisk rotten, Promise promise, int missing) {
    try (LogStore store = LogStore.open(Program.FOLDER, Program.options(rotten))) {
      int found = promise.prefix(store);
      if (found < promise.acknowledged() - missing) {
        throw new AssertionError("opened with %d events".formatted(found));
      }
      return found == promise.acknowledged();
    } catch (CairnException e) {
      if (missing > promise.acknowledged()) {
        throw new AssertionError("a log that is only shorter must open", e);
      }
      return false;
    }
  }
}
