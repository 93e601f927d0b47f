package dev.cairn.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** States for the tests of their codec, which must be within its reach. */
public final class States {

  private States() {}

  /** A sealed state. */
  public sealed interface Parcel {

    /** Nowhere yet. */
    record Unknown() implements Parcel {}

    /** On its way. */
    @EventName(formerly = "Moving")
    record OnItsWay(String to, BigDecimal weight, List<String> stops, Optional<Instant> due)
        implements Parcel {}
  }

  /** A state that is one record. */
  public record Counter(long count, String name) {}

  /** A state that cannot be stored. */
  public record Ratio(double value) {}
}
