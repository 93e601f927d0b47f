package dev.cairn.privacy;

import dev.cairn.Payload;
import dev.cairn.RecordedEvent;
import dev.cairn.model.Upcasters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;

/** Where sealed values are found, which must be where they were sealed for. */
sealed interface Place {

  /** What a migration notes in the metadata of an event: where it was. */
  String MIGRATED = "migrated_from";

  /** What it is, for errors: the object of a sentence. */
  String name();

  /** Why a value that is found there, at a pointer, was sealed for elsewhere; empty if not. */
  Optional<String> fault(SealedValue value, String pointer);

  /**
   * An event. One that a migration made of another may hold the values of that one, wherever its
   * steps put them; of any other event the id and the pointer must be those of the seal.
   *
   * @param event the event
   */
  record OfEvent(RecordedEvent event) implements Place {

    private static final JsonPointer PART = JsonPointer.compile("/" + MIGRATED + "/part/0");

    @Override
    public String name() {
      return "the event %s at position %s, version %s of stream '%s',"
          .formatted(event.type(), event.position(), event.version(), event.stream());
    }

    @Override
    public Optional<String> fault(SealedValue value, String pointer) {
      boolean home =
          (value.event().equals(event.id()) && value.at().equals(pointer)) || isMigrated(value);
      return home
          ? Optional.empty()
          : Optional.of(
              "it was sealed for '%s' of the event %s, and this is the event %s"
                  .formatted(value.at(), value.event(), event.id()));
    }

    private boolean isMigrated(SealedValue value) {
      Payload metadata = event.metadata();
      if (!ClearForm.mentions(metadata, MIGRATED)) {
        return false;
      }
      return ClearForm.tree(metadata)
          .filter(tree -> tree.has(MIGRATED))
          .filter(tree -> descends(value.event(), tree.at(PART).intValueOpt()))
          .isPresent();
    }

    /** Whether the event is that one, a part of it, or a part of the part that the note names. */
    private boolean descends(UUID from, OptionalInt part) {
      Stream<UUID> roots =
          part.isPresent() && part.getAsInt() > 0
              ? Stream.of(from, Upcasters.childId(from, part.getAsInt()))
              : Stream.of(from);
      List<UUID> ancestors = roots.toList();
      return ancestors.contains(event.id())
          || (event.id().version() == 5
              && ancestors.stream()
                  .anyMatch(root ->
                      IntStream.rangeClosed(1, Upcasters.EVENTS_MAX)
                          .anyMatch(child -> Upcasters.childId(root, child).equals(event.id()))));
    }
  }

  /**
   * The data of an event of which no more is known, so the pointer alone is compared.
   *
   * @param name what it is
   */
  record OfData(String name) implements Place {

    @Override
    public Optional<String> fault(SealedValue value, String pointer) {
      return value.at().equals(pointer)
          ? Optional.empty()
          : Optional.of("it was sealed for '%s'".formatted(value.at()));
    }
  }

  /** A state in a snapshot, which may be put into any snapshot and lifted to any form. */
  record OfState() implements Place {

    @Override
    public String name() {
      return "a state in a snapshot";
    }

    @Override
    public Optional<String> fault(SealedValue value, String pointer) {
      return Optional.empty();
    }
  }
}
