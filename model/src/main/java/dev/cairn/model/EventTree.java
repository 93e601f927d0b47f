package dev.cairn.model;

import tools.jackson.databind.node.ObjectNode;

/**
 * An event on its way from an older form to today's.
 *
 * @param form its name and the schema that its data follow
 * @param data its data as a tree
 */
public record EventTree(EventForm form, ObjectNode data) {

  /** Returns an event of that name and schema. */
  public static EventTree of(String type, int schema, ObjectNode data) {
    return new EventTree(EventForm.of(type, schema), data);
  }
}
