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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A store that was closed cleanly, of which bytes are changed or files cut. Whoever opens it then,
 * to write or to read, must find all of it, or meet an error; what is read before the error must be
 * right. Without {@code head} the last group write may be gone: that is not promised.
 */
final class BitRot {

  private static final List<String> FOLDERS = List.of("", "index");

  private static final int HEADLESS_EACH = 16;

  /** The events of the last group write, which may go when the head goes as well. */
  private static final int LAST_GROUP = 1;

  private final MemoryDisk store = new MemoryDisk();
  private final Program program = new Program(store);
  private final Promise promise;
  private final long seed;
  private final LongAdder harmless = new LongAdder();
  private final LongAdder detected = new LongAdder();

  /** Makes a store of at least that many bytes. */
  BitRot(long bytes, long seed) throws IOException {
    this.seed = seed;
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
    promise = program.promise();
  }

  long harmless() {
    return harmless.sum();
  }

  long detected() {
    return detected.sum();
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

  /** A place in a file. */
  private record Spot(Path file, int at) {}

  /** Does something at every place, or at every few. */
  private void everywhere(int step, int threads, Consumer<Spot> what)
      throws IOException, InterruptedException {
    List<Spot> spots = new ArrayList<>();
    for (Path file : files()) {
      int size = AtomicFile.read(store, file).length;
      for (int at = (int) (seed % step); at < size; at += step) {
        spots.add(new Spot(file, at));
      }
    }
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        threads,
        () -> {
          int index = next.getAndIncrement();
          if (index >= spots.size()) {
            return false;
          }
          what.accept(spots.get(index));
          return true;
        });
  }

  /** Flips a random bit of every byte, or of every few. */
  void flipEveryByte(int step, int threads) throws IOException, InterruptedException {
    everywhere(step, threads, this::flip);
  }

  private void flip(Spot spot) {
    SeededRandom random = new SeededRandom(seed * 1_000_003 + spot.at());
    int bit = random.nextInt(8);
    check(
        "bit %d of byte %d of %s flipped".formatted(bit, spot.at(), spot.file()),
        0,
        rotten -> flip(rotten, spot, bit));
    if (random.nextInt(HEADLESS_EACH) == 0 && spot.file().endsWith("events.log")) {
      check(
          "byte %d of %s, no head and no index".formatted(spot.at(), spot.file()),
          LAST_GROUP,
          rotten -> {
            flip(rotten, spot, bit);
            rotten.delete(Program.FOLDER.resolve("head"));
            Path indexes = Program.FOLDER.resolve("index");
            for (String name : rotten.list(indexes)) {
              rotten.delete(indexes.resolve(name)); // Else nothing is scanned.
            }
          });
    }
  }

  /** Cuts every file at every length, or at every few; with the head and without it. */
  void truncateEverywhere(int step, int threads) throws IOException, InterruptedException {
    everywhere(step, threads, this::truncate);
  }

  private void truncate(Spot spot) {
    String what = "%s cut to %d bytes, ".formatted(spot.file(), spot.at());
    check(what + "with head", 0, rotten -> truncate(rotten, spot));
    check(
        what + "without head",
        spot.file().endsWith("events.log") ? Integer.MAX_VALUE : 0,
        rotten -> {
          truncate(rotten, spot);
          rotten.delete(Program.FOLDER.resolve("head"));
        });
  }

  private static void flip(Disk disk, Spot spot, int bit) throws IOException {
    try (DiskFile open = disk.open(spot.file(), Disk.Access.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      open.read(one, spot.at());
      one.put(0, (byte) (one.get(0) ^ (1 << bit)));
      open.write(one.flip(), spot.at());
      open.sync();
    }
  }

  private static void truncate(Disk disk, Spot spot) throws IOException {
    try (DiskFile open = disk.open(spot.file(), Disk.Access.WRITE)) {
      open.truncate(spot.at());
      open.sync();
    }
  }

  /** How a store rots. */
  @FunctionalInterface
  private interface Rotting {
    void apply(MemoryDisk disk) throws IOException;
  }

  /** Reads beside, then opens to write; so many events at the end may be missing. */
  private void check(String what, int missing, Rotting rotting) {
    try {
      MemoryDisk rotten = store.afterPowerCut(0);
      rotting.apply(rotten);
      boolean beside = read(rotten, promise, missing);
      boolean whole = write(rotten, promise, missing);
      if (beside && whole) {
        harmless.increment();
      } else {
        detected.increment();
      }
    } catch (IOException | RuntimeException | AssertionError e) {
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
