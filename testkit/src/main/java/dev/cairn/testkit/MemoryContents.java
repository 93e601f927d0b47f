package dev.cairn.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final byte[][] NOTHING = {};

  /** By number; a sector itself is never changed, only another one put in its place. */
  private byte[][] now = NOTHING;

  /** Whether another file has the same array, which must then be copied before it is changed. */
  private boolean shared;

  private final TreeMap<Integer, List<byte[]>> unsynced = new TreeMap<>();
  private final List<Long> sizes = new ArrayList<>(List.of(0L));

  /** Sectors of which a failed sync made the system believe that they are durable. */
  private final Set<Integer> believed = new HashSet<>();

  private boolean sizeBelieved;

  /** The fingerprint, as long as nothing changes; 0 if it is not known. */
  private long known;

  long size() {
    return sizes.getLast();
  }

  int read(ByteBuffer into, long at) {
    int total = Math.clamp(size() - at, 0, into.remaining());
    for (int done = 0; done < total; ) {
      int offset = offset(at + done);
      int length = Math.min(SECTOR_BYTES - offset, total - done);
      into.put(sector(index(at + done)), offset, length);
      done += length;
    }
    return total;
  }

  void write(ByteBuffer from, long at) {
    long next = at;
    while (from.hasRemaining()) {
      int offset = offset(next);
      int length = Math.min(SECTOR_BYTES - offset, from.remaining());
      byte[] changed = sector(index(next)).clone();
      from.get(changed, offset, length);
      become(index(next), changed);
      next += length;
    }
    sizeBelieved = false;
    resize(Math.max(size(), next));
  }

  void truncate(long size) {
    if (size >= size()) {
      return;
    }
    for (int index = index(size); index < now.length; index++) {
      if (!isCut(now[index], index, size)) {
        become(index, cut(now[index], index, size));
      }
    }
    sizeBelieved = false;
    resize(size);
  }

  void sync() {
    unsynced.keySet().removeIf(index -> !believed.contains(index));
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
    now = left.now;
    shared = true;
    known = 0;
    unsynced.clear();
    believed.clear();
    sizes.clear();
    sizes.add(left.size());
    sizeBelieved = false;
  }

  /** Returns what a power cut leaves, all of it durable. */
  MemoryContents afterPowerCut(PowerCut cut) {
    MemoryContents left = new MemoryContents();
    left.now = now;
    left.shared = true;
    shared = true;
    if (unsynced.isEmpty() && sizes.size() == 1) {
      left.sizes.set(0, size());
      left.known = fingerprint();
      return left;
    }
    long size = sizeLeft(cut);
    left.sizes.set(0, size);
    boolean lost = false;
    for (Map.Entry<Integer, List<byte[]>> sector : unsynced.entrySet()) {
      if ((long) sector.getKey() * SECTOR_BYTES < size) {
        List<byte[]> states = cut.tears() ? torn(sector.getValue()) : sector.getValue();
        int chosen = cut.choose(states.size());
        left.put(sector.getKey(), states.get(chosen));
        lost = counted(cut, chosen, sector.getValue().size(), lost);
      }
    }
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
    int last = index(size());
    if (last < now.length && !isCut(now[last], last, size())) {
      put(last, cut(now[last], last, size()));
    }
    if (last + 1 < now.length) {
      now = Arrays.copyOf(now, last + 1);
      shared = false;
    }
  }

  /** Whether a sector has nothing but zeros behind the size. */
  private static boolean isCut(byte[] sector, int index, long size) {
    int length = within(index, size);
    return Arrays.equals(sector, length, SECTOR_BYTES, ZEROS, length, SECTOR_BYTES);
  }

  /** How many bytes of a sector lie before the size. */
  private static int within(int index, long size) {
    return Math.clamp(size - (long) index * SECTOR_BYTES, 0, SECTOR_BYTES);
  }

  /** A number that two files of the same bytes share, and others hardly ever. */
  long fingerprint() {
    if (known == 0) {
      long hash = size();
      for (int index = 0; (long) index * SECTOR_BYTES < size(); index++) {
        hash = Fingerprint.of(sector(index), hash);
      }
      known = hash;
    }
    return known;
  }

  /** The state of the sector of that number with nothing but zeros behind the size. */
  private static byte[] cut(byte[] sector, int index, long size) {
    byte[] rest = new byte[SECTOR_BYTES];
    System.arraycopy(sector, 0, rest, 0, within(index, size));
    return rest;
  }

  private static int offset(long at) {
    return (int) (at % SECTOR_BYTES);
  }

  private static int index(long at) {
    return Math.toIntExact(at / SECTOR_BYTES);
  }

  private byte[] sector(int index) {
    return index < now.length ? now[index] : ZEROS;
  }

  private void put(int index, byte[] state) {
    if (index >= now.length) {
      int before = now.length;
      now = Arrays.copyOf(now, Math.max(index + 1, before + before / 2));
      Arrays.fill(now, before, now.length, ZEROS);
      shared = false;
    } else if (shared) {
      now = now.clone();
      shared = false;
    }
    now[index] = state;
    known = 0;
  }

  private void become(int index, byte[] state) {
    unsynced.computeIfAbsent(index, _ -> new ArrayList<>(List.of(sector(index)))).add(state);
    believed.remove(index);
    put(index, state);
  }

  private void resize(long size) {
    if (size != size()) {
      sizes.add(size);
      known = 0;
    }
  }
}
