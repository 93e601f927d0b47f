package dev.cairn.model;

import java.util.List;

/**
 * Upcasters do not fit together, or do not fit the codec they were given to: every fault, found
 * when they were joined.
 */
public final class InvalidUpcastersException extends ModelException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  /** Names the faults, at least one. */
  public InvalidUpcastersException(List<String> faults) {
    super("the upcasters make no whole chain: %s".formatted(String.join("; ", faults)));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong with them, one sentence each. */
  public List<String> faults() {
    return faults;
  }
}
