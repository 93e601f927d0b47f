package dev.cairn.flow.saga;

import tools.jackson.databind.JsonNode;

/** What {@link Steps} remember. */
public sealed interface StepEvent {

  /**
   * The process began.
   *
   * @param schema the version of the schema that the data follow
   * @param data what it is about
   */
  record ProcessBegan(int schema, JsonNode data) implements StepEvent {}

  /**
   * A step was done.
   *
   * @param step its name
   */
  record StepDone(String step) implements StepEvent {}

  /**
   * A step failed, so all that is done is undone.
   *
   * @param step its name
   * @param reason why
   * @param mayBeDone whether nobody knows what it has done, so that it is undone too
   */
  record StepFailed(String step, String reason, boolean mayBeDone) implements StepEvent {}

  /**
   * A step was undone.
   *
   * @param step its name
   */
  record StepUndone(String step) implements StepEvent {}
}
