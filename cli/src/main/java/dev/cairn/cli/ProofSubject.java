package dev.cairn.cli;

import dev.cairn.Position;
import dev.cairn.StreamId;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a proof is wanted of. */
sealed interface ProofSubject {

  /** The event that bears an id. */
  record Id(UUID id) implements ProofSubject {}

  /** The event at a position. */
  record At(Position position) implements ProofSubject {}

  /** A stream. */
  record Whole(StreamId stream) implements ProofSubject {}

  /** An id is a UUID, a position is a number, and all else is the name of a stream. */
  static ProofSubject of(String text) {
    if (Shape.UUID.matcher(text).matches()) {
      return new Id(UUID.fromString(text));
    }
    return Shape.NUMBER.matcher(text).matches()
        ? new At(SelectionOptions.position("prove", text))
        : new Whole(StreamId.of(text));
  }

  /** How ids and positions are written. */
  final class Shape {
    static final Pattern UUID =
        Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private Shape() {}
  }
}
