package dev.cairn.model.testkit;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a test set up, as a failure shall tell it.
 *
 * @param given the history
 * @param state what the history came to
 * @param when the command
 */
record Scenario(List<?> given, Object state, Object when) {

  private static final String NEXT_LINE = "\n            ";

  /** Copies the list. */
  Scenario {
    given = List.copyOf(given);
  }

  /** Returns the failure of an expectation. */
  AssertionError unmet(String expected, String actual) {
    return new AssertionError(
        "the scenario ended otherwise%s\n  expected  %s\n  actual    %s"
            .formatted(told(), expected, actual));
  }

  /** Returns the failure of a law that holds for every decider. */
  AssertionError broken(String law) {
    return broken(law, null);
  }

  /** Returns the failure of a law that holds for every decider. */
  AssertionError broken(String law, @Nullable Throwable cause) {
    return new AssertionError(law + told(), cause);
  }

  private String told() {
    return "\n  given     %s\n  state     %s\n  when      %s".formatted(lines(given), state, when);
  }

  /** Shows events one below the other. */
  static String lines(List<?> events) {
    return events.isEmpty()
        ? "nothing"
        : events.stream().map(String::valueOf).collect(Collectors.joining(NEXT_LINE));
  }
}
