package dev.cairn.privacy;

import java.util.List;
import java.util.Optional;

/** What a vault knows of a subject. */
public sealed interface SubjectKeys {

  /**
   * Its keys.
   *
   * @param keys at least one, in the order of their numbers; the last one seals
   */
  record Held(List<SubjectKey> keys) implements SubjectKeys {

    /** Copies the list. */
    public Held {
      keys = List.copyOf(keys);
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a subject that is held has a key");
      }
    }

    /** The one that seals. */
    public SubjectKey current() {
      return keys.getLast();
    }

    /** The key of that number. */
    public Optional<SubjectKey> key(int number) {
      return keys.stream().filter(key -> key.number() == number).findFirst();
    }
  }

  /**
   * That its keys were destroyed.
   *
   * @param tombstone when and why
   */
  record Erased(Tombstone tombstone) implements SubjectKeys {}

  /** Nothing: it never had a key here. */
  record Unknown() implements SubjectKeys {}
}
