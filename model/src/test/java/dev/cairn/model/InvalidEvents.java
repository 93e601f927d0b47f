package dev.cairn.model;

import java.util.List;
import java.util.Map;

/** Sealed types that cannot be stored as JSON, each for another reason. */
public final class InvalidEvents {

  private InvalidEvents() {}

  /** Binary fractions, plain and hidden. */
  public sealed interface Fractions {

    /** A plain one. */
    record Plain(double amount) implements Fractions {}

    /** One inside a record inside a list. */
    record Hidden(Map<String, List<Inner>> inner) implements Fractions {}

    /** Holds one. */
    record Inner(List<? extends Float[]> values) {}
  }

  /** Two records with one name. */
  public sealed interface SameNames {

    /** Has the name. */
    record Paid() implements SameNames {}

    /** Had the name. */
    @EventName(value = "PaidInCash", formerly = "Paid")
    record Cash() implements SameNames {}
  }

  /** A leaf that is not a record, and one that anyone may extend. */
  public sealed interface Gaps {

    /** An enum. */
    enum Classy implements Gaps {}

    /** An open interface. */
    non-sealed interface Open extends Gaps {}
  }

  /** Everything else at once. */
  public sealed interface Various {

    /** Of any form. */
    record Generic<T>(T any) implements Various {}

    /** With a name that no event can have. */
    @EventName("a\tb")
    record Named() implements Various {}

    /** With a schema that there is not. */
    @EventSchema(0)
    record Schema() implements Various {}
  }

  /** Out of Jackson's reach within a named module. */
  sealed interface Secret {

    /** Not public, as its interface is not. */
    record Whispered(String word) implements Secret {}
  }
}
