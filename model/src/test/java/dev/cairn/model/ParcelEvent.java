package dev.cairn.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events with one of each kind of field, nested sealed types and renamed records. */
public sealed interface ParcelEvent {

  /** A sum of money. */
  record Money(BigDecimal amount, String currency) {}

  /** How fast it goes. */
  enum Speed {
    SLOW,
    FAST
  }

  /** One of each kind of field. */
  record ParcelSent(long grams, Money worth, Speed speed, Instant at, UUID code, List<String> notes)
      implements ParcelEvent {

    /** Looks like a field and is none. */
    public boolean isHeavy() {
      return grams > 10_000;
    }

    /** Looks like a field and is none. */
    public String getLabel() {
      return code + "/" + grams;
    }
  }

  /** Fields that may be missing, each in its own way. */
  record ParcelWeighed(
      long grams, String unit, @Nullable String scale, Optional<String> remark, Boolean exact)
      implements ParcelEvent {

    /** Old events have no unit. */
    @SuppressWarnings({"UnusedVariable", "ConstantValue"})
    public ParcelWeighed {
      unit = unit == null ? "g" : unit;
      if (grams < 0) {
        throw new IllegalArgumentException("grams are never negative");
      }
    }
  }

  /** Money only. */
  record CustomsPaid(Money duty) implements ParcelEvent {}

  /** Nullable in one way or another: its second field is not, though it may hold nulls. */
  record ParcelSeen(
      ParcelEvent.@Nullable Money worth, List<@Nullable String> notes, @Dull.Nullable String place)
      implements ParcelEvent {}

  /** Home of an annotation that is gone at run time. */
  @interface Dull {

    /** May be null, says somebody else. */
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Nullable {}
  }

  /** Ends of a parcel's way, a sealed type inside the sealed type. */
  sealed interface Ending extends ParcelEvent {}

  /** Was called otherwise twice before. */
  @EventName(
      value = "ParcelDelivered",
      formerly = {"ParcelHandedOver", "Delivered"})
  record DeliveredToDoor() implements Ending {}

  /** Written with its third schema. */
  @EventSchema(3)
  record ParcelLost(String where) implements Ending {}
}
