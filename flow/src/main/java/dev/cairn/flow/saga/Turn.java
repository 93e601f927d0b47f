package dev.cairn.flow.saga;

/** Where a reaction takes an instance. */
public sealed interface Turn {

  /** On as before. */
  record Onward() implements Turn {}

  /** Back: what was done is being undone from here on. */
  record Compensating() implements Turn {}

  /** To a halt, until an operator has it tried again. */
  record Stuck(String reason) implements Turn {}

  /** To its end, with everything done. */
  record Completed() implements Turn {}

  /** To its end, with everything undone that was done. */
  record Compensated() implements Turn {}

  /** Whether nothing comes after it. */
  default boolean ends() {
    return switch (this) {
      case Onward _, Compensating _, Stuck _ -> false;
      case Completed _, Compensated _ -> true;
    };
  }
}
