package dev.cairn;

import java.util.Collection;
import java.util.Collections;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the tags of an event in one order, so that the same event is always the same bytes. */
final class Tags {

  private static final SequencedSet<Tag> NONE =
      Collections.unmodifiableSequencedSet(new TreeSet<>());

  private Tags() {}

  static SequencedSet<Tag> sorted(Collection<Tag> tags) {
    return tags.isEmpty()
        ? NONE
        : Collections.unmodifiableSequencedSet(new TreeSet<>(Set.copyOf(tags)));
  }
}
