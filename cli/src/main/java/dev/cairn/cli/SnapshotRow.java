package dev.cairn.cli;

import dev.cairn.model.SnapshotStore.Entry;
import dev.cairn.model.SnapshotStore.Found;
import dev.cairn.model.SnapshotVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and what is to be said of it.
 *
 * @param entry the snapshot
 * @param verdict what a comparison came to; null where it is damaged
 */
record SnapshotRow(Entry entry, @Nullable SnapshotVerdict verdict) {

  /** Whether something is wrong with it, beyond that this code makes no use of it. */
  boolean isFailure() {
    return switch (verdict) {
      case null -> true;
      case SnapshotVerdict.Drifted _, SnapshotVerdict.Misplaced _ -> true;
      case SnapshotVerdict.Sound _, SnapshotVerdict.Unused _ -> false;
    };
  }

  /** One word: what it came to. */
  String status() {
    return switch (verdict) {
      case null -> "damaged";
      case SnapshotVerdict.Sound() -> "sound";
      case SnapshotVerdict.Drifted _ -> "drifted";
      case SnapshotVerdict.Misplaced _ -> "misplaced";
      case SnapshotVerdict.Unused _ -> "unused";
    };
  }

  /** Why, or where; empty where there is nothing more to say. */
  String detail() {
    return switch (verdict) {
      case null -> entry.found() instanceof Found.Damaged(String reason) ? reason : "";
      case SnapshotVerdict.Sound() -> "";
      case SnapshotVerdict.Drifted _ -> "at " + String.join(", ", pointers());
      case SnapshotVerdict.Misplaced(String reason) -> reason;
      case SnapshotVerdict.Unused(String reason) -> reason;
    };
  }

  /** The places that differ. */
  List<String> pointers() {
    return verdict instanceof SnapshotVerdict.Drifted(List<String> pointers)
        ? pointers.stream().map(pointer -> pointer.isEmpty() ? "(all of it)" : pointer).toList()
        : List.of();
  }
}
