package dev.cairn.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a file in memory, and what a power cut may leave of them. Each sector, and the size,
 * keep every state they were in since the last sync, the durable one first: after a power cut each
 * is in one of those states, whatever the others are in. So an unsynced write may be lost in part,
 * and a file may have grown by zeros.
 *
 * <p>Used under the lock of its disk.
 */
final class MemoryContents {

  /** What a disk writes whole or not at all, in bytes. */
  static final int SECTOR_BYTES = 512;

  private static final byte[] ZEROS = new byte[SECTOR_BYTES];

  private final Map<Long, List<byte[]>> sectors = new HashMap<>();
  private final List<Long> sizes = new ArrayList<>(List.of(0L));

  long size() {
    return sizes.getLast();
  }

  int read(ByteBuffer into, long at) {
    int total = Math.clamp(size() - at, 0, into.remaining());
    for (int done = 0; done < total; ) {
      int offset = offset(at + done);
      int length = Math.min(SECTOR_BYTES - offset, total - done);
      into.put(sector(at + done), offset, length);
      done += length;
    }
    return total;
  }

  void write(ByteBuffer from, long at) {
    long next = at;
    while (from.hasRemaining()) {
      int offset = offset(next);
      int length = Math.min(SECTOR_BYTES - offset, from.remaining());
      byte[] changed = sector(next).clone();
      from.get(changed, offset, length);
      become(next, changed);
      next += length;
    }
    resize(Math.max(size(), next));
  }

  void truncate(long size) {
    if (size >= size()) {
      return;
    }
    for (long start : List.copyOf(sectors.keySet())) {
      if (start + SECTOR_BYTES > size) {
        become(start, cut(sector(start), start, size));
      }
    }
    resize(size);
  }

  void sync() {
    sectors.values().forEach(states -> states.subList(0, states.size() - 1).clear());
    sizes.subList(0, sizes.size() - 1).clear();
  }

  /** Returns what a power cut leaves, all of it durable. */
  MemoryContents afterPowerCut(SeededRandom random) {
    MemoryContents left = new MemoryContents();
    long size = random.oneOf(sizes);
    // In the order of the file, so that the same seed leaves the same bytes.
    sectors.keySet().stream()
        .sorted()
        .forEach(start -> {
          byte[] state = random.oneOf(sectors.getOrDefault(start, List.of(ZEROS)));
          if (start < size) {
            left.become(start, cut(state, start, size));
          }
        });
    left.resize(size);
    left.sync();
    return left;
  }

  /**
   * The state of the sector that begins at {@code start} with nothing but zeros behind the size.
   */
  private static byte[] cut(byte[] sector, long start, long size) {
    byte[] rest = new byte[SECTOR_BYTES];
    System.arraycopy(sector, 0, rest, 0, Math.clamp(size - start, 0, SECTOR_BYTES));
    return rest;
  }

  private static int offset(long at) {
    return (int) (at % SECTOR_BYTES);
  }

  private byte[] sector(long at) {
    List<byte[]> states = sectors.get(at - offset(at));
    return states == null ? ZEROS : states.getLast();
  }

  private void become(long at, byte[] state) {
    sectors.computeIfAbsent(at - offset(at), _ -> new ArrayList<>(List.of(ZEROS))).add(state);
  }

  private void resize(long size) {
    if (size != size()) {
      sizes.add(size);
    }
  }
}
