package dev.cairn.model;

/** Lifts stored events of older schemas to those of today. Thread-safe. */
public final class Upcasters {

  private static final Upcasters NONE = new Upcasters();

  private Upcasters() {}

  /** Lifts nothing: every event is as it was stored. */
  public static Upcasters none() {
    return NONE;
  }
}
