package dev.cairn.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** Where a write within a sector is torn; neither at its edges nor at round numbers. */
  private static final int[] ODD_LENGTHS = {1, 97, 255, 419};

  private static final byte[] ZEROS = new byte[SECTOR_BYTES];

  private final Map<Long, byte[]> now = new HashMap<>();
  private final TreeMap<Long, List<byte[]>> unsynced = new TreeMap<>();
  private final List<Long> sizes = new ArrayList<>(List.of(0L));

  /** Sectors of which a failed sync made the system believe that they are durable. */
  private final Set<Long> believed = new HashSet<>();

  private boolean sizeBelieved;

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
      become(next - offset, changed);
      next += length;
    }
    sizeBelieved = false;
    resize(Math.max(size(), next));
  }

  void truncate(long size) {
    if (size >= size()) {
      return;
    }
    for (long start : List.copyOf(now.keySet())) {
      if (start + SECTOR_BYTES > size) {
        become(start, cut(sector(start), start, size));
      }
    }
    sizeBelieved = false;
    resize(size);
  }

  void sync() {
    unsynced.keySet().removeIf(start -> !believed.contains(start));
    if (!sizeBelieved) {
      sizes.subList(0, sizes.size() - 1).clear();
    }
  }

  /** A sync failed; see {@link StorageModel}. */
  void syncFailed(StorageModel model, SeededRandom random) {
    switch (model) {
      case PAGE_KEPT -> {
        believed.addAll(unsynced.keySet());
        sizeBelieved = true;
      }
      case PAGE_DROPPED -> settle(new PowerCut(random::nextInt, true, null, Set.of()));
      case PAGE_REVERTED -> settle(new PowerCut(_ -> 0, false, null, Set.of()));
    }
  }

  /** Becomes what a power cut would leave. */
  private void settle(PowerCut cut) {
    MemoryContents left = afterPowerCut(cut);
    now.clear();
    now.putAll(left.now);
    unsynced.clear();
    believed.clear();
    sizes.clear();
    sizes.add(left.size());
    sizeBelieved = false;
  }

  /** Returns what a power cut leaves, all of it durable. */
  MemoryContents afterPowerCut(PowerCut cut) {
    MemoryContents left = new MemoryContents();
    long size = sizeLeft(cut);
    left.now.putAll(now);
    boolean lost = false;
    for (Map.Entry<Long, List<byte[]>> sector : unsynced.entrySet()) {
      if (sector.getKey() < size) {
        List<byte[]> states = cut.tears() ? torn(sector.getValue()) : sector.getValue();
        int chosen = cut.choose(states.size());
        left.now.put(sector.getKey(), states.get(chosen));
        lost = counted(cut, chosen, sector.getValue().size(), lost);
      }
    }
    left.sizes.set(0, size);
    left.trim();
    return left;
  }

  private static boolean counted(PowerCut cut, int chosen, int states, boolean lostBefore) {
    if (chosen >= states) {
      cut.hit(FaultKind.TORN_SECTOR);
    } else if (chosen < states - 1) {
      cut.hit(FaultKind.LOST_SECTOR);
      return true;
    } else if (lostBefore) {
      cut.hit(FaultKind.REORDERED_SECTORS);
    }
    return lostBefore;
  }

  private long sizeLeft(PowerCut cut) {
    if (!cut.tears() || sizes.size() == 1) {
      return sizes.get(cut.choose(sizes.size()));
    }
    Set<Long> all = new TreeSet<>(sizes);
    long before = sizes.get(sizes.size() - 2);
    for (long edge = before - offset(before) + SECTOR_BYTES; edge < size(); edge += SECTOR_BYTES) {
      all.add(edge);
    }
    for (int odd : ODD_LENGTHS) {
      if (before + odd < size()) {
        all.add(before + odd);
        all.add(size() - odd);
      }
    }
    long chosen = List.copyOf(all).get(cut.choose(all.size()));
    if (!sizes.contains(chosen)) {
      cut.hit(FaultKind.TORN_SIZE);
    }
    return chosen;
  }

  /** The states of a sector, and those that a torn last write to it leaves. */
  private static List<byte[]> torn(List<byte[]> states) {
    byte[] before = states.get(states.size() - 2);
    byte[] after = states.getLast();
    int from = Arrays.mismatch(before, after);
    List<byte[]> all = new ArrayList<>(states);
    for (int odd : ODD_LENGTHS) {
      if (from >= 0 && from + odd < SECTOR_BYTES) {
        byte[] mixed = before.clone();
        System.arraycopy(after, 0, mixed, 0, from + odd);
        if (!Arrays.equals(mixed, after)) {
          all.add(mixed);
        }
      }
    }
    return all;
  }

  /** Leaves nothing but zeros behind the size. */
  private void trim() {
    long size = size();
    now.keySet().removeIf(start -> start >= size);
    long last = size - offset(size);
    byte[] end = now.get(last);
    if (end != null) {
      now.put(last, cut(end, last, size));
    }
  }

  /** A number that two files of the same bytes share, and others hardly ever. */
  long fingerprint() {
    long hash = size();
    for (long start = 0; start < size(); start += SECTOR_BYTES) {
      hash = Fingerprint.of(sector(start), hash);
    }
    return hash;
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
    return now.getOrDefault(at - offset(at), ZEROS);
  }

  private void become(long start, byte[] state) {
    unsynced
        .computeIfAbsent(start, _ -> new ArrayList<>(List.of(now.getOrDefault(start, ZEROS))))
        .add(state);
    believed.remove(start);
    now.put(start, state);
  }

  private void resize(long size) {
    if (size != size()) {
      sizes.add(size);
    }
  }
}
