package dev.cairn.log.internal;

import dev.cairn.Query;
import java.util.Arrays;
import java.util.List;

/**
 * The events of a segment that answer a query: for each item those of any of its types that bear
 * all of its tags, from the postings of each.
 */
final class QueryOrdinals implements SegmentWalk.Ordinals {

  /** The keys of a query's item. */
  private record Item(List<Key> types, List<Key> tags) {}

  private final List<Item> items;

  QueryOrdinals(Query query) {
    items =
        query.items().stream()
            .map(item ->
                new Item(
                    item.types().stream().map(type -> Key.of(type.value())).toList(),
                    item.tags().stream().map(tag -> Key.of(tag.value())).toList()))
            .toList();
  }

  @Override
  public int[] of(SegmentIndex index, int from) {
    int[] found = SegmentWalk.NONE;
    for (Item item : items) {
      found = union(found, of(item, index, from));
    }
    return found;
  }

  private static int[] of(Item item, SegmentIndex index, int from) {
    int[] found = null;
    for (Key tag : item.tags()) {
      int[] bearing = index.ordinals(IndexKind.TAG, tag, from);
      found = found == null ? bearing : intersection(found, bearing);
      if (found.length == 0) {
        return found;
      }
    }
    if (item.types().isEmpty()) {
      return found == null ? SegmentWalk.NONE : found;
    }
    int[] ofTypes = SegmentWalk.NONE;
    for (Key type : item.types()) {
      ofTypes = union(ofTypes, index.ordinals(IndexKind.TYPE, type, from));
    }
    return found == null ? ofTypes : intersection(found, ofTypes);
  }

  private static int[] union(int[] one, int[] other) {
    if (one.length == 0 || other.length == 0) {
      return one.length == 0 ? other : one;
    }
    int[] all = new int[one.length + other.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < one.length || j < other.length) {
      int left = i < one.length ? one[i] : Integer.MAX_VALUE;
      int right = j < other.length ? other[j] : Integer.MAX_VALUE;
      all[count++] = Math.min(left, right);
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    return Arrays.copyOf(all, count);
  }

  private static int[] intersection(int[] one, int[] other) {
    int[] both = new int[Math.min(one.length, other.length)];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < one.length && j < other.length) {
      int left = one[i];
      int right = other[j];
      if (left == right) {
        both[count++] = left;
      }
      i += left <= right ? 1 : 0;
      j += right <= left ? 1 : 0;
    }
    return Arrays.copyOf(both, count);
  }
}
