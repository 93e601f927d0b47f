package dev.cairn.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which events of this record are stored, where it shall not be the simple name of
 * the record. With it, a record can be renamed and loses no history: {@code @EventName(value =
 * "FundsDeposited", formerly = "MoneyPutIn")}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {

  /** The name that is written; the simple name of the record where it is empty. */
  String value() default "";

  /** Names that were written once and are still read. */
  String[] formerly() default {};
}
