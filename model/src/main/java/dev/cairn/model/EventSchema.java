package dev.cairn.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The version of the schema that events of this record are written with and read as; 1 where there
 * is none. Raise it only for a change that tolerant reading cannot bridge.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventSchema {

  /** The version, 1 or greater. */
  int value();
}
