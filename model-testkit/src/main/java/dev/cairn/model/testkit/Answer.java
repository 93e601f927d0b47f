package dev.cairn.model.testkit;

import dev.cairn.model.ConflictsExhaustedException;
import dev.cairn.model.Refusal;
import java.util.List;

/** What a command came to in a scenario. */
sealed interface Answer<S, E> {

  record Accepted<S, E>(List<E> events, S state) implements Answer<S, E> {}

  record Refused<S, E>(Refusal reason) implements Answer<S, E> {}

  record Exhausted<S, E>(ConflictsExhaustedException error) implements Answer<S, E> {}

  /** The answer in words. */
  default String shown() {
    return switch (this) {
      case Accepted<S, E>(List<E> events, S _) when events.isEmpty() ->
          "accepted, nothing happened";
      case Accepted<S, E>(List<E> events, S _) -> Scenario.lines(events);
      case Refused<S, E>(Refusal reason) ->
          "refused with %s: %s".formatted(reason, reason.message());
      case Exhausted<S, E>(ConflictsExhaustedException error) ->
          "given up after %d attempts".formatted(error.attempts());
    };
  }
}
