package dev.cairn.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The names of the files of a disk in memory, and what a power cut may leave of them. A change that
 * was not synced may be lost; where it is, so is every later one of the same name.
 *
 * <p>Used under the lock of its disk.
 */
final class MemoryNames {

  /** What some names become at once; nothing for a name that goes. */
  private record Change(Map<Path, Optional<MemoryContents>> becomes) {

    boolean touches(Path folder) {
      return becomes.keySet().stream().anyMatch(name -> folder.equals(name.getParent()));
    }

    boolean isIgnored(PowerCut cut) {
      return becomes.keySet().stream().allMatch(name -> MemoryNames.isIgnored(name, cut));
    }

    boolean touchesAny(Set<Path> names) {
      return becomes.keySet().stream().anyMatch(names::contains);
    }
  }

  private final Map<Path, MemoryContents> visible = new TreeMap<>();
  private final Map<Path, MemoryContents> durable = new TreeMap<>();
  private final List<Change> unsynced = new ArrayList<>();

  Optional<MemoryContents> get(Path name) {
    return Optional.ofNullable(visible.get(name));
  }

  Set<Path> all() {
    return visible.keySet();
  }

  void put(Path name, MemoryContents contents) {
    change(Map.of(name, Optional.of(contents)));
  }

  void remove(Path name) {
    change(Map.of(name, Optional.empty()));
  }

  /** Both names change at once, so that a power cut leaves neither or both changed. */
  void move(Path from, Path to, MemoryContents contents) {
    Map<Path, Optional<MemoryContents>> becomes = new LinkedHashMap<>();
    becomes.put(from, Optional.empty());
    becomes.put(to, Optional.of(contents));
    change(becomes);
  }

  private void change(Map<Path, Optional<MemoryContents>> becomes) {
    Change change = new Change(becomes);
    apply(change, visible);
    unsynced.add(change);
  }

  private static void apply(Change change, Map<Path, MemoryContents> names) {
    change
        .becomes()
        .forEach((name, contents) ->
            contents.ifPresentOrElse(there -> names.put(name, there), () -> names.remove(name)));
  }

  /** Makes the changes in a folder durable, and the earlier ones elsewhere that they rest on. */
  void sync(Path folder) {
    List<Change> synced = new ArrayList<>();
    Set<Path> names = new HashSet<>();
    for (Change change : unsynced.reversed()) {
      if (change.touches(folder) || change.touchesAny(names)) {
        synced.addFirst(change);
        names.addAll(change.becomes().keySet());
      }
    }
    synced.forEach(change -> apply(change, durable));
    unsynced.removeAll(synced);
  }

  /** Returns what a power cut leaves, all of it durable. */
  MemoryNames afterPowerCut(PowerCut cut) {
    Map<Path, MemoryContents> names = new TreeMap<>(durable);
    Set<Path> lost = new HashSet<>();
    for (Change change : unsynced) {
      if (!change.isIgnored(cut) && (change.touchesAny(lost) || cut.choose(2) == 0)) {
        lost.addAll(change.becomes().keySet());
        cut.hit(change.becomes().size() > 1 ? FaultKind.LOST_RENAME : FaultKind.LOST_NAME);
      } else {
        apply(change, names);
      }
    }
    MemoryNames left = new MemoryNames();
    Map<MemoryContents, MemoryContents> contents = new HashMap<>();
    names.forEach((name, before) -> {
      PowerCut here = isIgnored(name, cut) ? cut.keepingAll() : cut;
      left.durable.put(name, contents.computeIfAbsent(before, it -> it.afterPowerCut(here)));
    });
    left.visible.putAll(left.durable);
    return left;
  }

  private static boolean isIgnored(Path name, PowerCut cut) {
    return cut.ignored().contains(String.valueOf(name.getFileName()));
  }
}
