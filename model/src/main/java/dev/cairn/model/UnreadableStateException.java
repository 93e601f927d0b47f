package dev.cairn.model;

import org.jspecify.annotations.Nullable;

/** The state in a snapshot says nothing that this code understands. The history does. */
public final class UnreadableStateException extends ModelException {

  private static final long serialVersionUID = 1L;

  private final int schema;
  private final String reason;

  /** Names the schema and why it cannot be read, as the end of a sentence. */
  public UnreadableStateException(int schema, String reason, @Nullable Throwable cause) {
    super("cannot read a state of schema %d: %s".formatted(schema, reason), cause);
    this.schema = schema;
    this.reason = reason;
  }

  /** The schema that the state follows. */
  public int schema() {
    return schema;
  }

  /** Why it cannot be read. */
  public String reason() {
    return reason;
  }
}
