package dev.cairn.model;

import java.util.List;

/** A sealed event type cannot be given a codec: every fault in it, found when it was made. */
public final class InvalidCodecException extends ModelException {

  private static final long serialVersionUID = 1L;

  private final String events;
  private final transient List<String> faults;

  /** Names the type and its faults, at least one. */
  public InvalidCodecException(String events, List<String> faults) {
    super("%s cannot be stored as JSON: %s".formatted(events, String.join("; ", faults)));
    this.events = events;
    this.faults = List.copyOf(faults);
  }

  /** The sealed type. */
  public String events() {
    return events;
  }

  /** What is wrong with it, one sentence each. */
  public List<String> faults() {
    return faults;
  }
}
