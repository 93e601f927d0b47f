package dev.cairn.flow.saga;

/** What an event says about a step that waits for it. */
public sealed interface StepVerdict {

  /** The step is done. */
  record Done() implements StepVerdict {}

  /**
   * The step has failed and left nothing to be undone.
   *
   * @param reason why
   */
  record Failed(String reason) implements StepVerdict {}

  /** Nothing; the step goes on waiting. */
  record NotYet() implements StepVerdict {}

  /** The step is done. */
  static StepVerdict done() {
    return new Done();
  }

  /** The step has failed and left nothing to be undone. */
  static StepVerdict failed(String reason) {
    return new Failed(reason);
  }

  /** Nothing; the step goes on waiting. */
  static StepVerdict notYet() {
    return new NotYet();
  }
}
