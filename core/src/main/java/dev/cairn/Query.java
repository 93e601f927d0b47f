package dev.cairn;

import java.util.List;
import java.util.Set;

/**
 * A question about events across streams: its items are joined by OR. This is the query of a
 * Dynamic Consistency Boundary (dcb.events).
 *
 * @param items at least one, at most {@link #ITEMS_MAX}
 */
public record Query(List<Item> items) {

  /** Most items of one query. */
  public static final int ITEMS_MAX = 1_000;

  /** Most types, and most tags, of one item. */
  public static final int NAMES_MAX = 100;

  /** Checks the limits. */
  public Query {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a query has at least one item");
    }
    LimitExceededException.check("items of a query", items.size(), ITEMS_MAX);
  }

  /**
   * One alternative of a query: an event matches if it has any of the types (where some are named)
   * AND all of the tags.
   *
   * @param types any of these; empty means every type
   * @param tags all of these; empty means no tag is asked for
   */
  public record Item(Set<EventType> types, Set<Tag> tags) {

    /** Checks that the item asks for something and keeps the limits. */
    public Item {
      types = Set.copyOf(types);
      tags = Set.copyOf(tags);
      if (types.isEmpty() && tags.isEmpty()) {
        throw new IllegalArgumentException("an item of a query names a type or a tag");
      }
      LimitExceededException.check("types of a query item", types.size(), NAMES_MAX);
      LimitExceededException.check("tags of a query item", tags.size(), NAMES_MAX);
    }

    /** Whether the event is of this alternative. */
    public boolean matches(EventType type, Set<Tag> eventTags) {
      return (types.isEmpty() || types.contains(type)) && eventTags.containsAll(tags);
    }
  }

  /** Events of any of these types. */
  public static Query types(EventType... types) {
    return of(Set.copyOf(List.of(types)), Set.of());
  }

  /** Events that bear all of these tags. */
  public static Query tags(Tag... tags) {
    return of(Set.of(), Set.copyOf(List.of(tags)));
  }

  /** Events of one of the types that bear all of the tags. */
  public static Query of(Set<EventType> types, Set<Tag> tags) {
    return new Query(List.of(new Item(types, tags)));
  }

  /** Events of this query or of the other. */
  public Query or(Query other) {
    return new Query(java.util.stream.Stream.concat(items.stream(), other.items.stream()).toList());
  }

  /** Whether an event of that type with those tags answers the query. */
  public boolean matches(EventType type, Set<Tag> tags) {
    for (Item item : items) {
      if (item.matches(type, tags)) {
        return true;
      }
    }
    return false;
  }
}
